"""Commands that record a step."""
