"""Queries about what happens on the desk now: the board, the event stream, hand-overs, mismatches."""
