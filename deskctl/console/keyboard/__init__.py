"""What is typed: in its order, and by any input method."""
