"""The desk as JSON Lines: one object a line, `type` says what it is; reference records first, then tickets as reported.

`shapes` and `ticket_shapes` say once, for both directions, which fields each type has; `read` takes a file in, all or
nothing; `write` gives one out; `shift` moves the times of one.
"""
