"""The read side of files: what they are, what they belong to, who has which."""
