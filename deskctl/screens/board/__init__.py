"""The board for the wall and for the lead: what is late, how promises are kept, who is where, who is on call."""
