"""What can be done with a ticket now, and what should be done first."""
