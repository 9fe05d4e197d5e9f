"""Dispatch: planned visits, their conflicts, and the engineers who are free."""
