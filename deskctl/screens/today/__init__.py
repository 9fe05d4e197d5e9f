"""The screens of a person's work: the day, visits, duties, the list of the back office."""
