"""Checklists as data: what is looked at, and which values are normal."""
