"""The tables on a server and the guards of their rows: made, checked, and brought up to date."""
