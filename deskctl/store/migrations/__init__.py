"""The scripts that bring a schema from one revision to the next."""
