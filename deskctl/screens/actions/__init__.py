"""The menu of actions on a ticket."""
