"""Fetching messages from an IMAP server: a message is stored before it is marked or moved on the server."""
