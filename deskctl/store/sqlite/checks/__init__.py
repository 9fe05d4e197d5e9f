"""The checks of `store check`."""
