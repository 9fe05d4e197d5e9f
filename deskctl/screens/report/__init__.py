"""The report editor and its preview."""
