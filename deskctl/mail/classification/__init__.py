"""Classification of messages by kind, sender and ticket, from the data of the desk."""
