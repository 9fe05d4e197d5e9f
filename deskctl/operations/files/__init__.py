"""Files of tickets and records: read and checked before any lock is taken, attached, hidden, purged."""
