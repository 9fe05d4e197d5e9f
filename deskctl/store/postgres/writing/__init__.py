"""Writing on a server: transactions and their locks, in parallel or exclusive, and rows in bulk."""
