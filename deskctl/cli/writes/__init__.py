"""Commands that record an action."""
