"""Messages out: what the outbox holds is rendered, handed to its peer, and the peer's word is kept."""
