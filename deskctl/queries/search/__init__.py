"""Search by words, and likeness of tickets."""
