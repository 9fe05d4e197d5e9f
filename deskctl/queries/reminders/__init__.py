"""What tells people of what is due."""
