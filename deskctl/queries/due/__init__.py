"""The due list: every promise beside the clocks of tickets, derived at reading from plans and facts."""
