"""Issued reports, their drafts, and the parts that the actions of a ticket suggest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.queries.conditions.undone import undoes
from deskctl.queries.ticket.history import actions_in_force
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deskctl.queries.ticket.history import ActionRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

NOT_UNDONE = f"""
NOT EXISTS (
  SELECT 1 FROM action AS issued JOIN action AS correction
  ON correction.ticket = issued.ticket AND {undoes("correction", "issued")}
  WHERE issued.ticket = report.ticket AND issued.event = 'report_issued'
  AND CAST(json_extract(issued.data, '$.version') AS BIGINT) = report.version
)
"""
"""The condition that the issue of a report was not undone."""

_HANDLED = frozenset({"remote_ended", "work_log", "bug_fixed", "upgrade_finished"})
_WITH_SERIAL = {
    "old_serial": N_("{words}; old serial number {number}"),
    "new_serial": N_("{words}; new serial number {number}"),
}
_NEVER = 1 << 62
PARTS = ("cause", "method", "result")
"""The parts of an incident report."""

_COLUMNS = "version, at, author, cause, method, result, archived, files"


class ReportRow(NamedTuple):
    """A version of a report; `archived` is the snapshot of the ticket, None if another desk issued it."""

    version: int
    at: Instant
    author: str
    cause: str
    method: str
    result: str
    archived: dict[str, Any] | None
    files: list[dict[str, Any]]


class ListedReport(NamedTuple):
    """A version of a report in a list."""

    number: int
    version: int
    at: Instant
    author: str
    customer: str
    customer_name: str | None
    title: str
    files: list[dict[str, Any]]


def issued_report(conn: Reader, number: int, version: int | None = None) -> ReportRow | None:
    """Return a version of a report, by default the last one; None if none was issued."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM report WHERE ticket = ?1 AND (?2 IS NULL OR version = ?2) AND {NOT_UNDONE}"
        " ORDER BY version DESC LIMIT 1",
        [number, version],
    ).fetchone()
    if row is None:
        if version is not None:
            raise NotFound(N_("{ticket} has no report version {version}."), ticket=ticket_name(number), version=version)
        return None
    *columns, archived, files = row
    return ReportRow(*(*columns, json.loads(archived) if archived else None, json.loads(files or "[]")))


def report_draft(conn: Reader, number: int) -> tuple[str | None, str, str, str] | None:
    """Return the draft as (author, cause, method, result)."""
    row: tuple[str | None, str, str, str] | None = conn.execute(
        "SELECT author, cause, method, result FROM report_draft WHERE ticket = ?", [number]
    ).fetchone()
    return row


def issued_by_step(conn: Reader, number: int, version: int) -> int | None:
    """Return the action that issued a version: the one that names it, else the one in that place."""
    rows = conn.execute(
        "SELECT seq, CAST(json_extract(data, '$.version') AS BIGINT) FROM action"
        " WHERE ticket = ? AND event = 'report_issued' ORDER BY seq",
        [number],
    ).fetchall()
    by_name = {named: seq for seq, named in rows}
    by_order: dict[int, int] = {place: seq for place, (seq, _named) in enumerate(rows, 1)}
    return by_name.get(version) or by_order.get(version)


def iter_reports(
    conn: Reader,
    *,
    customers: Sequence[str] = (),
    assets: Sequence[str] = (),
    without_customers: Sequence[str] = (),
    without_assets: Sequence[str] = (),
    since: Instant | None = None,
    until: Instant | None = None,
) -> Iterator[ListedReport]:
    """Yield the issued versions, the latest first, filtered by customer, equipment and time of issue."""
    narrowed = [
        f"ticket.customer IN ({_marks(customers)})" if customers else "TRUE",
        f"NOT coalesce(ticket.customer IN ({_marks(without_customers)}), FALSE)" if without_customers else "TRUE",
        _about(assets) if assets else "TRUE",
        f"NOT {_about(without_assets)}" if without_assets else "TRUE",
    ]
    rows = stream(
        conn,
        "SELECT report.ticket, version, report.at, author, ticket.customer, customer.name, ticket.title, files"
        " FROM report JOIN ticket ON ticket.number = report.ticket LEFT JOIN customer ON customer.id = ticket.customer"
        f" WHERE {NOT_UNDONE} AND {' AND '.join(narrowed)} AND report.at >= ? AND report.at < ?"
        " ORDER BY report.at DESC, report.ticket DESC, version DESC",
        [*customers, *without_customers, *assets, *without_assets, since or 0, _NEVER if until is None else until],
    )
    return (ListedReport(*(*row[:-1], json.loads(row[-1] or "[]"))) for row in rows)


def _about(assets: Sequence[str]) -> str:
    marks = _marks(assets)
    return f"EXISTS (SELECT 1 FROM ticket_asset WHERE ticket_asset.ticket = report.ticket AND asset IN ({marks}))"


def draft_of(conn: Reader, ticket: int) -> dict[str, str] | None:
    """Return the three parts of the draft; None if there is no draft."""
    row = conn.execute("SELECT cause, method, result FROM report_draft WHERE ticket = ?", (ticket,)).fetchone()
    return dict(zip(PARTS, row, strict=True)) if row else None


class CurrentReport(NamedTuple):
    """The texts of a report that a person goes on with; a suggestion is not `stored`."""

    parts: dict[str, str]
    stored: bool


def current_report(conn: Reader, number: int, actions: Sequence[ActionRow]) -> CurrentReport:
    """Return the draft, else the last report, else a suggestion from the actions of the ticket."""
    from deskctl.queries.ticket.ticket_context import part_names

    if draft := draft_of(conn, number):
        return CurrentReport(draft, stored=True)
    if issued := issued_report(conn, number):
        return CurrentReport({part: getattr(issued, part) for part in PARTS}, stored=True)
    return CurrentReport(suggested_report(actions, part_names(conn, number)), stored=False)


def suggested_report(steps: Sequence[ActionRow], part_names: Mapping[str, str]) -> dict[str, str]:
    """Return the three parts of a report as far as they follow from the actions of a ticket.

    The method is composed of logged work and installed parts, in order.
    """
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for step in actions_in_force(steps):
        if step.event == "diagnosed":
            found["cause"] = [str(step.data.get("cause") or step.note)]
        elif step.event == "resolved":
            found["result"] = [str(step.data.get("answer") or step.note)]
        elif step.event == "part_installed":
            found["method"] += [_installed(step.data, part_names), step.note]
        elif step.event in _HANDLED:
            found["method"] += [str(step.data.get("done") or step.data.get("summary") or step.note)]
    return {part: "\n".join(filter(None, lines)) for part, lines in found.items()}


def _installed(data: Mapping[str, Any], part_names: Mapping[str, str]) -> str:
    part, pieces = str(data.get("part") or ""), int(data.get("qty") or 1)
    words = _("Installed {part}").format(part=part_names.get(part, part) + (f" x {pieces}" if pieces > 1 else ""))
    for name, longer in _WITH_SERIAL.items():
        if data.get(name):
            words = _(longer).format(words=words, number=data[name])
    return words


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
