"""Taking a call."""
