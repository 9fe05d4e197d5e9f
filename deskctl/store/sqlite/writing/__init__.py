"""The one that writes: it waits for its turn, opens a transaction, and writes in it."""
