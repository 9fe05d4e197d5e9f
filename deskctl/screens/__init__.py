"""One file per screen of the console."""
