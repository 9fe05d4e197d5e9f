"""Documents of services: inspections, return visits, letters, records of trainings."""
