"""The wall board: late tickets, attainment, whereabouts, who is on call."""
