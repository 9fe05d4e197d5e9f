"""The clock core: facts and a policy in, clocks out. Pure: no input or output, no clock of its own, no tables.

`facts` what happened - `calendar` open hours - `policy` the promises - `timeline` what held when -
`lifecycle` the statuses - `clocks` derive - `explain` the arithmetic of one clock.
"""
