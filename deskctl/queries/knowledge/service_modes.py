"""The service modes: whether each is available, and the split of its stars, which is not from the source (S3-modes)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from deskctl.data_files import data_file
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.knowledge.mode_advice import hours_of
from deskctl.queries.reference.records import list_records
from deskctl.queries.services.record_actions import actions_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

SPLIT = ("timeliness", "friendliness", "independence", "openness")
"""The parts of the total of the stars."""
SPLIT_EDITED = "split_edited"
_WEEK = 7 * 86_400


def modes_with_hours(conn: Reader, zone: tzinfo, at: Instant, *, words: str, state: str) -> list[Shape]:
    """Return the service modes with whether each is available at a time, and until when it is open."""
    rows = list_records(conn, "mode", zone, words=words, state=state)
    return [row | _availability(conn, row["id"], zone, at) for row in rows]


def stars_of(conn: Reader, mode: str, at: Instant) -> dict[str, int | None]:
    """Return the split of the stars of a mode at a time: as the desk edited it, else as it is shipped."""
    stars: dict[str, int | None] = {**dict.fromkeys(SPLIT), **_shipped().get(mode, {})}
    for action in actions_on(conn, "mode", (SPLIT_EDITED,), at):
        if action.record == mode:
            stars |= {name: change["to"] for name, change in action.data.items()}
    return stars


def _availability(conn: Reader, mode: str, zone: tzinfo, at: Instant) -> Shape:
    hours = hours_of(conn, mode)
    if hours is None or hours.is_always_open or not hours.is_open(at):
        return {"available_now": hours is None or hours.is_open(at), "open_until": None}
    _opening, closing = next(iter(hours.open_periods(at, at + _WEEK)))
    return {"available_now": True, "open_until": rfc3339(closing, zone)}


@cache
def _shipped() -> Mapping[str, Mapping[str, int]]:
    tables = tomllib.loads(data_file("modes.toml").read_text(encoding="utf-8"))["split"]
    return {table["mode"]: {name: table[name] for name in SPLIT} for table in tables}
