"""`store check`: what is looked at and what is found."""
