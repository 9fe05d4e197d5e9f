"""What somebody of the desk has to know now, and whom it concerns."""
