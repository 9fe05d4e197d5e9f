"""Preventive services: plans and appointments, what was found, advised and agreed."""
