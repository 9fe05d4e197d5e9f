"""Derive the clocks of the desk under another installed policy, without writing anything."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from deskctl.desk.case_file import load_case
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.clocks import ClockRow
from deskctl.queries.tickets.ticket_list import ticket_numbers
from deskctl.sla.clocks import derive
from deskctl.sla.state import state_at
from deskctl.store.facts.cases import StoredCase, stored_cases
from deskctl.store.facts.policies import PolicyCache, current_version, load_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.facts import Instant
    from deskctl.sla.state import Clock
    from deskctl.store.port import Reader


class Change(NamedTuple):
    """The states of a promise under both policies; None if it does not exist there."""

    clause: str
    before: str | None
    after: str | None


class Differences:
    """The promises whose state differs, by ticket; a large desk has many, so they are kept as numbers."""

    def __init__(self) -> None:
        """Begin without a difference."""
        self._tickets = array("q")
        self._changes = array("I")
        self._known: dict[Change, int] = {}

    def add(self, number: int, change: Change) -> None:
        """Add the change of a promise of the ticket with this number."""
        self._tickets.append(number)
        self._changes.append(self._known.setdefault(change, len(self._known)))

    def __iter__(self) -> Iterator[tuple[str, Change]]:
        """Yield the name of each ticket with a change, in the order in which they were added."""
        changes = list(self._known)
        return ((ticket_name(one), changes[change]) for one, change in zip(self._tickets, self._changes, strict=True))

    def of(self, clause: str) -> list[str]:
        """Return the names of the tickets with a change of a clause, one for each change."""
        those = {place for change, place in self._known.items() if change.clause == clause}
        pairs = zip(self._tickets, self._changes, strict=True) if those else ()
        return [ticket_name(one) for one, change in pairs if change in those]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of states under both policies by clause and softness, and the differences."""

    before: dict[tuple[str, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    after: dict[tuple[str, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    differences: Differences = field(default_factory=Differences)


def clocks_under(
    conn: Reader, policy: str, *, since: Instant | None = None
) -> Iterator[tuple[StoredCase, tuple[Clock, ...]]]:
    """Yield the clocks of every ticket under the current version of an installed policy; raises `NotFound`."""
    other = load_policy(conn, policy, current_version(conn, policy))
    for stored in stored_cases(conn, since):
        yield stored, derive(stored.case, other).clocks


def iter_clocks_under(
    conn: Reader, number: int | None, *, policy: str, at: Instant, every: bool = False
) -> Iterator[ClockRow]:
    """Yield clocks like `iter_clocks`, but derived under another installed policy."""
    rows = (
        ClockRow(of, policy, **clock._asdict())
        for of, clocks in _derived(conn, policy, number, every=every)
        for clock in clocks
    )
    return (row for row in rows if row.state(at) is not None)


def _derived(conn: Reader, policy: str, number: int | None, *, every: bool) -> Iterator[tuple[int, tuple[Clock, ...]]]:
    if number is not None:
        other = load_policy(conn, policy, current_version(conn, policy))
        yield number, derive(load_case(conn, number).case, other).clocks
        return
    numbers = None if every else set(ticket_numbers(conn, TicketFilter(sort="number"), at=0))
    for stored, clocks in clocks_under(conn, policy):
        if numbers is None or stored.number in numbers:
            yield stored.number, clocks


def compare(conn: Reader, policy: str, *, at: Instant, since: Instant | None = None) -> Comparison:
    """Return the comparison of the clocks under each ticket's own policy with those under another one."""
    comparison, policies = Comparison(), PolicyCache(conn)
    for stored, clocks in clocks_under(conn, policy, since=since):
        own = derive(stored.case, policies.load(stored.policy, stored.version, stored.ended_at)).clocks
        before, after = _read(own, at), _read(clocks, at)
        for side, counted in ((before, comparison.before), (after, comparison.after)):
            for (clause, soft, _start), state in side.items():
                counted[clause, soft][state] += 1
        for change in _changes(before, after):
            comparison.differences.add(stored.number, change)
    return comparison


def _read(clocks: tuple[Clock, ...], at: Instant) -> dict[tuple[str, bool, Instant], str]:
    read = ((clock, state_at(clock, at)) for clock in clocks)
    return {(clock.clause, clock.soft, clock.start): state for clock, state in read if state is not None}


def _changes(
    before: dict[tuple[str, bool, Instant], str], after: dict[tuple[str, bool, Instant], str]
) -> Iterator[Change]:
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield Change(key[0], before.get(key), after.get(key))
