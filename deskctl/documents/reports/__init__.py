"""The documents about one ticket, and what all documents share."""
