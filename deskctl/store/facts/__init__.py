"""Facts and what is derived from them, independent of the database engine."""
