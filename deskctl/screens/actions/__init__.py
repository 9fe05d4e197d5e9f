"""Actions on a ticket: the menu, and the actions with keys of their own."""
