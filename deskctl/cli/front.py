"""What the options that stand everywhere come to: the store, the moment, the form of the answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deskctl import clock
from deskctl.cli.output import Form, chosen_form
from deskctl.errors import Usage
from deskctl.i18n import LANGUAGES, N_
from deskctl.queries.zone import zone
from deskctl.store.reader import open_reader
from deskctl.store.trouble import naming_trouble


@dataclass(frozen=True, kw_only=True, eq=False)
class Front:
    """The options of one call, as they were said."""

    store: str | None = None
    actor: str | None = None
    lang: str | None = None
    json: bool = False
    jsonl: bool = False
    plain: bool = False
    fields: str | None = None
    as_of: str | None = None
    at: str | None = None
    key: str | None = None
    note: str | None = None
    dry_run: bool = False

    def __post_init__(self) -> None:
        if self.lang is not None and self.lang not in LANGUAGES:
            raise Usage(N_("--lang is one of {known}, not {value!r}."), known=", ".join(LANGUAGES), value=self.lang)

    @property
    def path(self) -> str:
        """Name the store's file."""
        if self.store:
            return self.store
        from deskctl.config import default_store

        return default_store()

    @property
    def form(self) -> Form:
        """Give the form that the answer is written in."""
        return chosen_form(json=self.json, jsonl=self.jsonl, plain=self.plain)

    @contextmanager
    def reading(self) -> Iterator["Reading"]:
        """Open the store for reading, at the moment that was asked for."""
        with naming_trouble(self.path), closing(open_reader(self.path)) as conn:
            name = zone(conn)
            moment = time_in(self.as_of, name) if self.as_of else clock.now()
            yield Reading(conn, ZoneInfo(name), int(moment.timestamp()))

    def moment(self, text: str) -> datetime:
        """Read a time as it was said, in the desk's zone."""
        with self.reading() as desk:
            return time_in(text, desk.zone.key)


def time_in(text: str, name: str) -> datetime:
    """Read a time as it was said; one without an offset is of the named zone."""
    from deskctl.operations.times import read_time

    return read_time(text, now=clock.now(), zone=name)


class Reading(NamedTuple):
    """A store that is open for reading: its zone, and the moment to read states at."""

    conn: sqlite3.Connection
    zone: ZoneInfo
    at: int
