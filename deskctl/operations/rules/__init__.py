"""What a step needs, what refuses it, and the remedy."""
