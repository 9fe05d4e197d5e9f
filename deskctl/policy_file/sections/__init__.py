"""The sections of a policy file: promises, duties, hours, holidays, rights, and the rules for real life."""
