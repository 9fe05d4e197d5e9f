"""The core that derives clocks from facts and a policy. It is pure: no input or output, no current time, no tables.

`facts`: what happened. `calendar`: open hours. `policy`: the promises. `timeline`: the values at each time.
`lifecycle`: the statuses. `clocks`: the derivation. `explain`: the arithmetic of one clock.
"""
