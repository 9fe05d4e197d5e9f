"""Inspections: planned, appointed, carried out item by item, finished, signed and sent."""
