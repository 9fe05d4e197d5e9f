"""The pair of stores that the tests of both engines share."""

from dataclasses import dataclass

NOW = "2026-11-22T18:10:00+08:00"


@dataclass(frozen=True, slots=True)
class Both:
    """The same desk in two stores, which must give the same answers."""

    file: str
    server: str


def database_of(address: str) -> str:
    """Return the name of the database at an address."""
    return address.split("/")[3].split("?", maxsplit=1)[0]
