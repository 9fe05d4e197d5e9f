"""Who goes where and when: a ticket is given to somebody, visits are planned and moved."""
