"""The tables of a ticket: its actions, and what is derived from them."""
