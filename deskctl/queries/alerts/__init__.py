"""Alerts: what somebody at the desk must know now, and whom it concerns."""
