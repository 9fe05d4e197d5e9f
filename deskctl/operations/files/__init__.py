"""Files that people give to the desk: read and checked before anybody waits, attached, hidden, purged."""
