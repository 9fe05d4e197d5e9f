"""Lines out: the whole desk in the exchange format."""
