"""Writing on a server: transactions and their locks, side by side or alone, and rows in bulk."""
