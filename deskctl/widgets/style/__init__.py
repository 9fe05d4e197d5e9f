"""Text widths, colours, times and symbols."""
