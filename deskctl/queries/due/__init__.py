"""The due list: all promises other than the clocks of tickets, derived from plans and facts when read."""
