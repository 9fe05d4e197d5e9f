"""Spare parts, loaners and the stock."""
