"""What the tests of both engines share."""

from dataclasses import dataclass

NOW = "2026-11-22T18:10:00+08:00"


@dataclass(frozen=True, slots=True)
class Both:
    """Two stores that are to answer alike."""

    file: str
    server: str
