"""The tables of a ticket: its facts and what is derived from them."""
