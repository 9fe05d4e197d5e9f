"""Functions that build styled lines."""
