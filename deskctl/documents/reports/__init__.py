"""The documents about one ticket, inspection or return visit."""
