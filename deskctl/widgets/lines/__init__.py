"""Makers of styled lines."""
