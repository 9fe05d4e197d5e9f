"""The documents and files of a ticket, a customer or a visit: list, preview, export, mail and attach."""
