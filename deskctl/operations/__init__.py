"""The actions of the desk. Each operation is one class; its command, form and batch line are derived from it.

`base` what an operation is - `catalogue` all of them - `perform` the one runner - `batch` many in a row.
"""
