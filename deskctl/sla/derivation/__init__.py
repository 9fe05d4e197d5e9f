"""How a clock comes from a story.

`anchors` the places at which it may start - `runs` which promises are given, and from when - `presence` who is on
site - `reached` what keeps it - `ended` what else ends it - `hours` when it is due and soon due - `settled` how it
stands - `reasons` why.
"""
