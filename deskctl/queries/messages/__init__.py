"""The read side of messages: mails and their senders, files, what the desk sent."""
