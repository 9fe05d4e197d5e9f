"""The console: the app that shows the screens, its themes and its timer."""
