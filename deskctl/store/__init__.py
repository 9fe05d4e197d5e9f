"""The store of a desk: an SQLite file or a PostgreSQL database. Reads load no ORM; each write is one transaction."""
