"""The search texts: the folded words of tickets and records, updated with every change, for both engines."""
