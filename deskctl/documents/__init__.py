"""Documents: reports, sheets and letters, built from the data of the desk and written in several formats."""
