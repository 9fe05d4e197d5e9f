"""Documents of what the firm does beside tickets: sheets, letters, records of trainings."""
