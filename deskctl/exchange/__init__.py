"""The desk as JSON Lines: one object per line with a `type`, reference records first, then tickets by time of report.

`shapes` declares the fields of each type for both directions; `desk_export` and `ticket_export` write a file,
`importing` reads one, all or nothing; `spreadsheet` reads tables of records.
"""
