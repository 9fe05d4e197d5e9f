"""The find box for tickets, records and commands, and the keys to move between places."""
