"""Writing to a file: the queue of writers, the write lock, and transactions."""
