"""Fetch messages from an IMAP server: what is new is kept first, and only then does the server learn of it."""
