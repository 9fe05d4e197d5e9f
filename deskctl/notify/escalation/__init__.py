"""Escalation: what became due is derived from the store at each look; no timer is kept, so no restart loses one."""
