"""Fetch messages from an IMAP server: new messages are stored first, and only then marked or moved on the server."""
