"""Who may take an action: the people of the firm and their roles, and whom an action may concern."""
