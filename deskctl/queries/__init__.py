"""The read side: one SELECT each over plain DB-API, frozen rows out.

No SQLModel here: a list must not pay for it.
"""
