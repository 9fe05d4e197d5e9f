"""Messages out: messages of the outbox are rendered, sent, and the server's answer is kept."""
