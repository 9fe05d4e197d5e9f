"""Output formats: JSON, CSV, plain text, tables and workbooks."""
