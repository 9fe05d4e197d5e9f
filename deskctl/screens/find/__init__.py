"""One box that finds tickets and records, and the card of a customer."""
