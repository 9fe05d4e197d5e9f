"""The documents about one ticket, the document of answers, and parts shared by all documents."""
