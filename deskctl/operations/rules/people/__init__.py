"""Who may take a step: the people of the firm and their roles, and whom a step may concern."""
