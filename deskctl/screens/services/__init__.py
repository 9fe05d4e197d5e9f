"""The special forms of inspections, checklists and return visits."""
