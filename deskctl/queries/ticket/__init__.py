"""One ticket and all that belongs to it."""
