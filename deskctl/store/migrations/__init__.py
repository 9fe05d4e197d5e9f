"""The migrations of the schema, from one revision to the next."""
