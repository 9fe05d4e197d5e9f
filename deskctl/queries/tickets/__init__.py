"""Lists of tickets and clocks."""
