"""What is searched: the folded texts of tickets and records, kept in action with the facts on both engines."""
