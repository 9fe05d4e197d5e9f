"""The menu of steps on a ticket."""
