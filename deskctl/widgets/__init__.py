"""The building blocks of screens: inputs, panes, and lines of styled text that are redrawn only if they change."""
