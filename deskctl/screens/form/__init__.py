"""The form of an operation."""
