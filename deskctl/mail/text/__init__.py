"""The text of a message: converted from markup, without quotes and signatures."""
