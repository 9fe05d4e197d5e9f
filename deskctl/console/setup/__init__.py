"""The first desk of one's own: which one, page by page to its first ticket."""
