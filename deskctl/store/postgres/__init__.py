"""The store on a PostgreSQL server; only this package loads psycopg2."""
