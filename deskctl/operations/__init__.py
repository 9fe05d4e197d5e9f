"""The actions of the desk: each operation is one class, from which command, form and batch line are derived.

`base` what an operation is - `catalogue` all of them - `perform` the one runner - `batch` many in a row.
"""
