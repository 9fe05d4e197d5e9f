"""The settings screen and the key bindings."""
