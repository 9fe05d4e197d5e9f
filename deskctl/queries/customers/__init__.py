"""Customers, callers and what concerns them."""
