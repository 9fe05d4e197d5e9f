"""Reference data from spreadsheets saved as CSV."""
