"""What is searched: the folded texts of tickets and records, kept in step with the facts on both engines."""
