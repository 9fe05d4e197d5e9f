"""Reference data: its lists, one record, the card of a customer, and a look at a ticket."""
