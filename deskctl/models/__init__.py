"""The tables, one file per noun.

Times are whole seconds since 1970-01-01T00:00Z, dates are `YYYY-MM-DD`, lists and objects are JSON text.
Columns bear the names of the exchange format; references hold the id, references to tickets the number.
Table models do not validate: the code that writes them has checked the values before.
"""
