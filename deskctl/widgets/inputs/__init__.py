"""Fields and buttons."""
