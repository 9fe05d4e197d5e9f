"""Preventive services: inspections, return visits, notices of manufacturers, improvements."""
