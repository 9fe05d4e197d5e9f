"""Commands about messages: mails, files, the outbox, the worker."""
