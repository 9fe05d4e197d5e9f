"""The shape of each line of the exchange format."""
