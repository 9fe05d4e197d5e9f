"""The read side: SQL queries that return frozen rows.

SQLModel is not loaded here, because it would slow down every list.
"""
