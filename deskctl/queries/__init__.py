"""The read side: one SELECT each over plain DB-API, frozen rows out.

SQLModel is not loaded here: it would slow down every list.
"""
