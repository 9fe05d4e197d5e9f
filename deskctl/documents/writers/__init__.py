"""Documents as files: one writer per format."""
