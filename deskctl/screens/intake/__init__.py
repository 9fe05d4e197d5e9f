"""The screen for a new ticket."""
