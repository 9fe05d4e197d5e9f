"""Alerts on the screen: the bar, the bell, the inbox."""
