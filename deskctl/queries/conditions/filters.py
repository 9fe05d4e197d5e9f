"""Which tickets a list shows, as conditions of SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.conditions.fragments import occurring
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.facts import Instant

NOBODY = "none"
EVERY = "all"
SORTS = ("due", "reported", "latest", "number")
NUMBERED = re.compile(r"(?i:t-?)?\d+|t-")
"""A word that may be in the name of a ticket."""

# Word for word the condition of the partial indexes: SQLite uses them for nothing less.
IS_OPEN = "ticket.status NOT IN ('closed', 'closed_without_answer', 'duplicate')"
"""The condition of a ticket that is not over."""
_NAME = "printf('T-%03d', ticket.number)"
_SEARCHED = ("ticket.title", "ticket.description")


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What a list of tickets lets through; `status` empty means the open ones, `all` means every one.

    `owner` is a staff id or `none`; `due_within` is seconds from the moment of reading, late ones
    included; each of the `words` must occur in title, description or the customer's
    names; one like `T-066` or `66` may be the ticket's number.
    """

    status: tuple[str, ...] = ()
    owner: str | None = None
    customer: str | None = None
    level: str | None = None
    severity: str | None = None
    overdue: bool = False
    due_within: int | None = None
    words: str = ""
    sort: str = "due"


def conditions(where: TicketFilter, at: Instant) -> tuple[str, list[Any]]:
    """Write a filter as a condition and the values to bind."""
    parts = [*_status(where.status), *_equal(where), *_due(where, at), *_words(where.words)]
    text = " AND ".join(text for text, _ in parts) or "TRUE"
    return text, [value for _, values in parts for value in values]


def is_of_open(where: TicketFilter) -> bool:
    """Return whether a filter lets no ticket through that is over."""
    return EVERY not in where.status and OVER.isdisjoint(where.status)


def customers_with(word: str) -> tuple[str, list[Any]]:
    """Write which customers have a word in their names, and what to bind."""
    ((text, values),) = occurring(word, ("name", "name_en"))
    return f"SELECT id FROM customer WHERE {text}", values


def _words(words: str) -> Iterator[tuple[str, list[Any]]]:
    """Look for each word; one like the number of a ticket is looked for among those too."""
    for word in words.split():
        ((text, values),) = occurring(word, (*_SEARCHED, _NAME) if NUMBERED.fullmatch(word) else _SEARCHED)
        customers, bound = customers_with(word)
        yield f"({text} OR ticket.customer IN ({customers}))", [*values, *bound]


def _status(status: tuple[str, ...]) -> Iterator[tuple[str, list[Any]]]:
    if not status:
        yield IS_OPEN, []
    elif EVERY not in status:
        yield f"ticket.status IN ({', '.join('?' * len(status))})", list(status)
        if OVER.isdisjoint(status):
            yield IS_OPEN, []


def _equal(where: TicketFilter) -> Iterator[tuple[str, list[Any]]]:
    if where.owner == NOBODY:
        yield "ticket.owner IS NULL", []
    elif where.owner is not None:
        yield "ticket.owner = ?", [where.owner]
    for name in ("customer", "level", "severity"):
        value = getattr(where, name)
        if value is not None:
            yield f"ticket.{name} = ?", [value]


def _due(where: TicketFilter, at: Instant) -> Iterator[tuple[str, list[Any]]]:
    if where.overdue:
        yield "ticket.next_due_at < ?", [at]
    if where.due_within is not None:
        yield "ticket.next_due_at <= ?", [at + where.due_within]
