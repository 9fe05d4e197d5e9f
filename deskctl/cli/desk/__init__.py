"""Commands for the desk as a whole: make it, fill it, check it, configure it."""
