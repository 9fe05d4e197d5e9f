"""How SQLite is told which file to open: a path may hold any character."""

from pathlib import Path


def address(path: str, mode: str) -> str:
    """Write a path as SQLite's URI; `mode` is ro, rw or rwc."""
    return f"{Path(path).absolute().as_uri()}?mode={mode}"
