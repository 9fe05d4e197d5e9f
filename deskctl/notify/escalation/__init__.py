"""Escalation: what became due is derived from the store at each look; no timer is kept, so a restart loses nothing."""
