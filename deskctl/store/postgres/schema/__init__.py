"""The tables on a server: made, and brought up to date."""
