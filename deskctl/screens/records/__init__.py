"""Reference data: the lists, one record, the card of a customer, and the preview of a ticket."""
