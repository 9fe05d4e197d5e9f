"""The one box that finds tickets, records and commands, and the keys of every place."""
