"""Find out what a message is, whose it is and which ticket it belongs to, from what the desk knows."""
