"""Lists of reference data."""
