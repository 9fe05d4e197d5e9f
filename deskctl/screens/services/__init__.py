"""The forms of services that have a shape of their own: inspections, checklists, return visits; answers to read."""
