"""Reports, the customer's verdict and the end of a ticket."""
