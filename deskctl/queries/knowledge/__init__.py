"""The read side of knowledge: courses and their editions, accounts, who read what, documents of answers."""
