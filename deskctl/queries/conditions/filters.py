"""Filters of tickets, and their conditions in SQL."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from deskctl.queries.conditions.undone import not_undone, undoes
from deskctl.sla.facts import Instant
from deskctl.sla.lifecycle import OPEN_CONDITION, OVER

NOBODY = "none"
EVERY = "all"
SORTS = ("due", "reported", "latest", "closed", "updated", "number")

IS_OPEN = f"ticket.{OPEN_CONDITION}"
"""The condition of a ticket that is not over."""

HAS_NUMBER, WAS_CHANGED = "ticket.number > 0", "ticket.changed_at > 0"
"""Conditions that every ticket meets, which enable the indexes reserved for lists.

Without statistics SQLite takes the newest index, and would read all tickets of a customer to find its open ones.
"""

_TAG = f"""
EXISTS (
  SELECT 1 FROM action AS mark CROSS JOIN json_each(mark.data, '$.tags') AS one
  WHERE mark.ticket = ticket.number AND mark.event = 'tagged' AND {{test}} AND NOT EXISTS (
    SELECT 1 FROM action AS later WHERE later.ticket = mark.ticket AND later.seq > mark.seq AND (
      {undoes("later", "mark")}
      OR (later.event = 'untagged' AND EXISTS (
        SELECT 1 FROM json_each(later.data, '$.tags') AS gone WHERE gone.value = one.value
      ) AND {not_undone("later")})
    )
  )
)
"""

ONE_OF: Mapping[str, str] = {
    **{name: f"ticket.{name} {{}}" for name in ("owner", "customer", "contact", "kind", "catalog", "channel", "mode")},
    "external": "ticket.external_id {}",
    **{name: f"ticket.{name} {{}}" for name in ("level", "severity")},
    "site": "(ticket.site {0} OR ticket.number IN"
    " (SELECT at_site.ticket FROM affected_site AS at_site WHERE at_site.site {0}))",
    "tag": _TAG.replace("{test}", "one.value {0}"),
    "asset": "EXISTS (SELECT 1 FROM ticket_asset AS of_asset"
    " WHERE of_asset.ticket = ticket.number AND of_asset.asset {0})",
}
"""The filters that take several values, each with the condition that one of them matches."""
_UNSET = {
    "tag": f"NOT {_TAG.replace('{test}', 'TRUE')}",
    "external": "ticket.external_id IS NULL",
    "asset": "NOT EXISTS (SELECT 1 FROM ticket_asset AS of_asset WHERE of_asset.ticket = ticket.number)",
}
_TIMES: Mapping[str, str] = {
    "reported_since": "ticket.reported_at >= ?",
    "reported_until": "ticket.reported_at < ?",
    "closed_since": "ticket.closed_at >= ?",
    "closed_until": "ticket.closed_at < ?",
}


_COUNTS = """
(ticket.fault_class IS NULL OR NOT EXISTS (
  SELECT 1 FROM clock AS ahead WHERE ahead.ticket = ticket.number AND ahead.outcome = 'open'
  AND ahead.clause = ticket.next_clause AND ahead.opens_at > ? AND coalesce(ahead.warns_at, ahead.opens_at) > ?
))
"""
"""The next promise is running, or its warning time has come (rule 16)."""
# The LIKE is exactly the condition of the index of such actions.
CONTESTED = f"""
SELECT action.ticket FROM action
WHERE action.data LIKE '%"contested":%' AND json_extract(action.data, '$.contested') IS NOT NULL
AND {not_undone("action")}
"""
"""The tickets with an action that a later fact contradicts."""


class TicketFilter(NamedTuple):
    """The tickets that a list shows: by default the open ones, with the status `all` every one.

    One of several values must match; `none` matches an empty column. `without` contains excluded values by filter.
    `contested` selects tickets with an action that a later fact contradicts. `due_within` is seconds from the time of
    reading, and includes late tickets; each `until` is exclusive. `words` are matched by `ticket_condition`.
    """

    status: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    asset: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    catalog: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    without: tuple[tuple[str, tuple[str, ...]], ...] = ()
    overdue: bool = False
    contested: bool = False
    due_within: int | None = None
    reported_since: Instant | None = None
    reported_until: Instant | None = None
    closed_since: Instant | None = None
    closed_until: Instant | None = None
    words: str = ""
    sort: str = "due"
    reverse: bool = False


def conditions(where: TicketFilter, at: Instant) -> tuple[str, list[Any]]:
    """Return a filter as a condition and the values to bind."""
    parts = condition_parts(where, at)
    text = " AND ".join(text for text, _ in parts) or "TRUE"
    return text, [value for _, values in parts for value in values]


def condition_parts(where: TicketFilter, at: Instant) -> list[tuple[str, list[Any]]]:
    """Return a filter as conditions to be joined by AND, each with the values to bind."""
    return [*_status(where), *_values(where), *_excluded(where), *_times(where, at), *_words(where)]


def is_of_open(where: TicketFilter) -> bool:
    """Return whether a filter selects only tickets that are not over."""
    return EVERY not in where.status and OVER.isdisjoint(where.status) and not _is_of_closed(where)


def _is_of_closed(where: TicketFilter) -> bool:
    """Return whether a filter selects tickets by the time of closing."""
    return not where.status and (where.closed_since is not None or where.closed_until is not None)


def _status(where: TicketFilter) -> Iterator[tuple[str, list[Any]]]:
    if _is_of_closed(where) or EVERY in where.status:
        return
    if not where.status:
        yield IS_OPEN, []
        return
    yield f"ticket.status IN ({_marks(where.status)})", list(where.status)
    if OVER.isdisjoint(where.status):
        yield IS_OPEN, []


def _values(where: TicketFilter) -> Iterator[tuple[str, list[Any]]]:
    for name in ONE_OF:
        values = getattr(where, name)
        if values:
            yield any_of(name, values)


def _excluded(where: TicketFilter) -> Iterator[tuple[str, list[Any]]]:
    for name, values in where.without:
        if name == "status":
            yield f"ticket.status NOT IN ({_marks(values)})", list(values)
        else:
            text, bound = any_of(name, values)
            yield f"NOT coalesce({text}, FALSE)", bound


def any_of(name: str, values: Sequence[str]) -> tuple[str, list[Any]]:
    """Return the condition that a column has one of the values; `none` matches an empty column."""
    parts, bound, named = [], [], [value for value in values if value != NOBODY]
    if named:
        condition = ONE_OF.get(name, f"ticket.{name} {{}}")
        test = f"IN ({_marks(named)})" if len(named) > 1 else "= ?"
        parts.append(condition.format(test))
        bound += named * max(condition.count("{0}"), 1)
    if len(named) < len(values):
        parts.append(_UNSET.get(name, f"ticket.{name} IS NULL"))
    return (f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]), bound


def _times(where: TicketFilter, at: Instant) -> Iterator[tuple[str, list[Any]]]:
    if where.contested:
        yield f"ticket.number IN ({CONTESTED})", []
    if where.overdue:
        yield "ticket.next_due_at < ?", [at]
    if where.due_within is not None:
        yield f"ticket.next_due_at <= ? AND {_COUNTS}", [at + where.due_within, at, at]
    for name, text in _TIMES.items():
        value = getattr(where, name)
        if value is not None:
            yield text, [value]


def _words(where: TicketFilter) -> Iterator[tuple[str, list[Any]]]:
    if where.words.strip():
        from deskctl.queries.conditions.ticket_words import ticket_condition

        yield ticket_condition(where.words)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
