"""Widths, colours, times and symbols."""
