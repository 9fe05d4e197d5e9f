"""The words of a message: markup turned into text, quotes and signatures hidden."""
