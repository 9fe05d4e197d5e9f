"""Who may write next."""
