"""The store: one SQLite file. Reads are plain DB-API and load no ORM; each write is one transaction."""
