"""The forms of an answer: JSON, plain text and tables."""
