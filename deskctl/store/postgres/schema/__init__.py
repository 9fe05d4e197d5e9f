"""The schema of a store on a server: create, check and migrate its tables and the guards of their rows."""
