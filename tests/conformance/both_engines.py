"""The pair of stores that the tests of both engines share."""

from dataclasses import dataclass

NOW = "2026-11-22T18:10:00+08:00"


@dataclass(frozen=True, slots=True)
class Both:
    """The same desk in two stores, which must give the same answers."""

    file: str
    server: str
