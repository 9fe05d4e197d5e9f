"""Filters, words and pages as SQL conditions."""
