"""The store on a PostgreSQL server; psycopg2 is loaded by nobody else."""
