"""Commands that export documents."""
