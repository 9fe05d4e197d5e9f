"""The desk as JSON Lines: one object a line, `type` says what it is; reference records first, then tickets as reported.

`shapes` declares, for both directions, which fields each type has; `desk_export` and `ticket_export` write a file,
`importing` reads one, all or nothing; `spreadsheet` reads tables of records.
"""
