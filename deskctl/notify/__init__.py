"""Outgoing messages: rendering and sending the outbox, and recording the servers' answers."""
