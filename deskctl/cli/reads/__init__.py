"""Commands that read and never write."""
