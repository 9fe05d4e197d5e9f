"""Alerts: what people at the desk must know now, and which person each one concerns."""
