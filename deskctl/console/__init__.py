"""The console: the app that carries the screens, its themes and its beats."""
