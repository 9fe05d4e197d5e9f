"""The day of the desk: what happened while one was away, calls to make, visits."""
