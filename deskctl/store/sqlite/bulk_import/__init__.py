"""Imports into a file: a staging is filled, then applied in short transactions."""
