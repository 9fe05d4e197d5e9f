"""Documents about services: inspections, return visits, letters, records of trainings."""
