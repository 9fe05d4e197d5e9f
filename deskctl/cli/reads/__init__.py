"""Commands that answer questions and write nothing."""
