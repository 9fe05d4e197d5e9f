"""What a monthly report counts."""
