"""Queries about preventive services: plans and appointments, inspections, notices, recommendations."""
