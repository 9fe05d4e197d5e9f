"""Widths, colors, times and figures as they are drawn."""
