"""Reference data, policies and calendars."""
