"""One ticket: the full screen, the explanation of its clocks, undo."""
