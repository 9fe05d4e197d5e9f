"""Policy files: `read` finds and merges them, `build` makes an `sla.Policy`, `check` reports mistakes.

`schema` defines the keys of a file, `parts` reads it part by part, `sections` contains the readers of its parts, and
`policy_lint` finds values that are valid but meaningless. A mistake is a `BadPolicy` with the key and what is allowed.
"""
