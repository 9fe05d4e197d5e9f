"""Reports, the customer's word and the end of a ticket."""
