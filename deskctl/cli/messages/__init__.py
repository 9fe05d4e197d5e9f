"""The commands about messages: mails and their files, the outbox, the worker."""
