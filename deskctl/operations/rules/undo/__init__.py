"""Undoing actions, and actions that later facts contradict."""
