"""Policies as files: `read` finds and merges them, `build` makes them `sla.Policy`, `check` names their mistakes.

`schema` says what may stand in a file - `parts` takes it apart - `hours` and `promises` read its parts - `holidays`
knows special days - `policy_lint` finds what can be read but means nothing. What is wrong is a `BadPolicy` naming the
key and what is allowed there.
"""
