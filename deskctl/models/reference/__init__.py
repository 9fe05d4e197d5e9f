"""The tables of reference data: customers, equipment, staff, services."""
