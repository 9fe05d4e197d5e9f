"""Between the app and the terminal: keys as they are typed, and characters on their way out."""
