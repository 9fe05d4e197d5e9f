"""Checks that the histories are unaltered: the hash of each action must follow from the one before."""

import json
from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.store.facts.chain import ERASED, FIELDS, RECORD_FIELDS, START, content_hash, link
from deskctl.store.finding import RESTORE, Finding
from deskctl.store.port import Reader, on_server, stream

Erased: TypeAlias = tuple[tuple[Any, ...], str, str]
"""An action that an erasure changed: its noun, id and number, its link, and the hash of what remains of it."""

_ACTIONS = f"SELECT {', '.join(FIELDS)}, chain FROM action ORDER BY ticket, seq"
_OF_RECORDS = f"SELECT {', '.join(RECORD_FIELDS)}, chain FROM master_action ORDER BY noun, id, seq"
_IS_CHAINED = "SELECT 1 FROM pragma_table_info('master_action') WHERE name = 'chain'"


def broken_chains(conn: Reader, on_verified: Callable[[], None] | None = None) -> Iterator[Finding]:
    """Yield a finding for each altered history, with its first action that does not follow from the one before.

    `on_verified` is called after the history of each ticket.
    """
    for number, actions in groupby(stream(conn, _ACTIONS), key=itemgetter(0)):
        broken = _first_broken(actions, FIELDS)
        if broken is not None:
            seq, recorded_at = broken
            where = f"{ticket_name(number)}/{seq}" if isinstance(number, int) else str(number)
            template = N_("The history of {ticket} was altered: action {action} is not the one that was recorded.")
            values = {"ticket": where.split("/")[0], "action": where}
            yield Finding("chain", where, template, RESTORE, since=recorded_at, values=values)
        if on_verified:
            on_verified()
    yield from _broken_records(conn)


def _broken_records(conn: Reader) -> Iterator[Finding]:
    """Yield a finding for each altered history of a record.

    In an old store that is about to be migrated, these actions may not be in a chain yet.
    """
    if not on_server(conn) and not conn.execute(_IS_CHAINED).fetchone():
        return
    erased = set(_erased(conn))
    for (noun, name), steps in groupby(stream(conn, _OF_RECORDS), key=itemgetter(0, 1)):
        broken = _first_broken(steps, RECORD_FIELDS, erased)
        if broken is not None:
            seq, recorded_at = broken
            template = N_("The history of {noun} {id} was altered: action {action} is not the one that was recorded.")
            values = {"noun": noun, "id": name, "action": f"{name}/{seq}"}
            yield Finding("chain", f"{name}/{seq}", template, RESTORE, since=recorded_at, values=values)


def _erased(conn: Reader) -> Iterator[Erased]:
    """Yield the actions that erasures changed, as the erasures recorded them."""
    for (data,) in conn.execute("SELECT data FROM master_action WHERE event = ?", (ERASED,)):
        for row in json.loads(data).get("rows", ()):
            yield (row["noun"], row["id"], row["seq"]), row["link"], row["content"]


def _first_broken(
    actions: Iterator[tuple[Any, ...]], fields: tuple[str, ...], erased: Collection[Erased] = ()
) -> tuple[int, int | None] | None:
    """Return the number of the first action that does not match its link, and when its predecessor was recorded.

    An action that an erasure changed may differ as the erasure recorded it.
    """
    chain, before = START, None
    for *values, stored in actions:
        chain = link(chain, tuple(values))
        if chain != stored and (tuple(values[:3]), stored, content_hash(tuple(values))) in erased:
            chain = stored
        if chain != stored:
            return values[fields.index("seq")], before
        before = values[fields.index("recorded_at")]
    return None
