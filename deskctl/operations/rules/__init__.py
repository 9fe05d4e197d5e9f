"""The rules for operations: what they require, what refuses them, and the remedy."""
