"""A snapshot of a ticket with everything that a document prints, stored with an issued report (S5.4-4).

It contains plain values only, with times as instants, so that the document stays the same when records change.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from deskctl.config import settings
from deskctl.names import DEFAULT_POLICY
from deskctl.queries.past_records import as_of
from deskctl.queries.reference.contracts import contract_in_force
from deskctl.queries.reference.desk_facts import desk_currency
from deskctl.sla.policy import Rules
from deskctl.sla.state import state_at
from deskctl.store.facts.rows import row_by_name, rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.desk.case_file import CaseFile
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

Archived: TypeAlias = dict[str, Any]

_DERIVED = ("status", "level", "severity", "mode", "owner", "fault_class")
_REFERENCED = {"customer": "customer", "site": "site", "contact": "contact", "catalog": "catalog_item"}
_ATTACHED = ("bug", "upgrade", "change", "charge")
_NAMED = {
    "staff": ("name", "phone", "role"),
    "contact": ("name", "phone", "title"),
    "part": ("name", "model", ""),
    "loaner": ("name", "model", "serial"),
    "asset": ("name", "model", "serial"),
    "vendor": ("name", "support_phone", ""),
    "expert": ("name", "phone", ""),
    "site": ("name", "address", ""),
    "improvement": ("text", "state", ""),
    "course": ("title", "", ""),
    "faq": ("question", "", ""),
}
_LONGEST_ID = 60


def archived(conn: Reader, case: CaseFile, *, at: Instant, upto: int | None = None) -> Archived:
    """Return the snapshot of a ticket; `upto` is the last action that counts, clocks are read at the time `at`."""
    steps = [step for step in _steps(conn, case.number) if upto is None or step["seq"] <= upto]
    if upto is not None:
        case = replace(case, facts=[fact for fact in case.facts if fact.seq <= upto], recorded=[])
    columns = {**case.columns, **{name: getattr(case.state, name) for name in _DERIVED}}
    then, late = None if upto is None else at, case.policy.rules.late_entry
    assets = rows_by_name(
        conn,
        "SELECT asset.* FROM ticket_asset JOIN asset ON asset.id = asset WHERE ticket = ? ORDER BY position",
        [case.number],
    )
    return {
        "at": at,
        "zone": case.policy.zone,
        "currency": desk_currency(conn),
        "firm": dict(settings().get("firm", {})),
        "ticket": columns,
        **{name: _past(conn, table, _one(conn, table, columns[name]), then) for name, table in _REFERENCED.items()},
        "contract": _contract(conn, columns, case.policy.zone),
        "assets": [_past(conn, "asset", row, then) for row in assets],
        "affected_sites": _affected(conn, case.number),
        **{name: _one(conn, name, case.number, "ticket") for name in _ATTACHED},
        "actions": steps,
        "clocks": list(_clocks(conn, case, at)),
        "names": _names(conn, [columns, *steps], then),
        **({} if late == Rules().late_entry else {"late_after": late}),
    }


def packed_archive(conn: Reader, case: CaseFile, *, at: Instant) -> str:
    """Return the snapshot of a ticket as JSON text."""
    return json.dumps(archived(conn, case, at=at), ensure_ascii=False, separators=(",", ":"))


def _one(conn: Reader, table: str, key: Any, column: str = "id") -> dict[str, Any] | None:
    return row_by_name(conn, f"SELECT * FROM {table} WHERE {column} = ?", [key])


def _past(conn: Reader, table: str, row: dict[str, Any] | None, then: Instant | None) -> dict[str, Any] | None:
    return row if then is None else as_of(conn, table, row, then)


def _contract(conn: Reader, columns: dict[str, Any], zone: str) -> dict[str, Any] | None:
    return contract_in_force(conn, columns["customer"], columns["reported_at"], ZoneInfo(zone)) or None


def _affected(conn: Reader, number: int) -> list[str]:
    rows = conn.execute(
        "SELECT site.name FROM affected_site JOIN site ON site.id = site WHERE ticket = ? ORDER BY position", [number]
    )
    return [name for (name,) in rows]


def _steps(conn: Reader, number: int) -> list[dict[str, Any]]:
    columns = "seq, at, recorded_at, actor, event, note, data"
    rows = rows_by_name(conn, f"SELECT {columns} FROM action WHERE ticket = ? ORDER BY seq", [number])
    return [{**row, "data": json.loads(row["data"])} for row in rows]


def _clocks(conn: Reader, case: CaseFile, at: Instant) -> Iterator[dict[str, Any]]:
    policy = case.policy
    row = conn.execute(
        "SELECT clauses FROM policy_version WHERE id = ? AND version = ?", [policy.id or DEFAULT_POLICY, policy.version]
    ).fetchone()
    words = json.loads(row[0]) if row else {}
    for clock in case.state.clocks:
        state = state_at(clock, at)
        if state is not None:
            yield {**clock._asdict(), "state": state, "words": words.get(clock.clause, {})}


def _names(conn: Reader, content: Any, then: Instant | None) -> dict[str, list[str | None]]:
    """Return the names of all ids that occur in the values, as they were then."""
    ids = sorted(set(_texts(content)))
    marks = ", ".join("?" * len(ids))
    names: dict[str, list[str | None]] = {}
    for table, columns in reversed(_NAMED.items()):
        for row in rows_by_name(conn, f"SELECT * FROM {table} WHERE id IN ({marks}) ORDER BY id", ids):
            past_row = _past(conn, table, row, then) or row
            names[row["id"]] = [table, *(past_row.get(column) for column in columns)]
    return names


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if 0 < len(value) <= _LONGEST_ID:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
