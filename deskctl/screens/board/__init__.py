"""The board for the wall."""
