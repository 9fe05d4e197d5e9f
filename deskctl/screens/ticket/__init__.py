"""One ticket: its screen, its clocks, undo."""
