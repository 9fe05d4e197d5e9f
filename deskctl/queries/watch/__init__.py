"""What changes on the desk, as it changes."""
