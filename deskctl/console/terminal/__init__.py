"""Between the app and the terminal: the handling of typed keys, and filters for the output."""
