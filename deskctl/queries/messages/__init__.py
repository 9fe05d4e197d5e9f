"""Queries about messages: mails and their senders, the outbox, escalations."""
