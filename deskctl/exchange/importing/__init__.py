"""Importing lines: checking, staging and applying them."""
