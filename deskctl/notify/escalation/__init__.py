"""Escalation: the steps due are derived from the store each time, without timers, so a restart loses nothing."""
