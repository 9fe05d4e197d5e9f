"""Store messages in the desk: their bytes first, then what they say and whose they are."""
