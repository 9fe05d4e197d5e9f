"""Fetch messages from an IMAP server: what is new is kept first, and only then is the server told."""
