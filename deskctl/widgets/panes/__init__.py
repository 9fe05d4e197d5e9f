"""Panes that show lines."""
