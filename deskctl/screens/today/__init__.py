"""The day of a person at the desk, and what is due."""
