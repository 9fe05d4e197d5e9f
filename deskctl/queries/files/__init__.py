"""Queries about files: their types, their owners, lists of them, their bytes."""
