"""The writer: it waits in the queue for the lock, opens a transaction, and writes in it."""
