"""The derivation of clocks from a story.

`anchors`: where a clock may start. `promises_given`: which promises run, from when. `engineers_out`: who is on site.
`kept_promises`: what keeps a promise. `promise_ends`: what else ends it. `hours`: due and warning times.
`promise_outcome`: its outcome. `reasons`: why it ended. `inspection_periods`: the periods of inspections.
"""
