"""Search by words, choices for forms, and similar tickets."""
