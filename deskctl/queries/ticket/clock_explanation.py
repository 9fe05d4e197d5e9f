"""Explain a clock of a ticket: its arithmetic, the text of its clause, and its policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskctl.desk.case_file import CaseFile, load_case
from deskctl.errors import NotFound
from deskctl.language.i18n import LANGUAGES, N_
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.sla.explain import Explanation, explain
from deskctl.sla.state import OVERDUE, RUNNING, Clock, state_at
from deskctl.store.facts.desk_zone import desk_zone

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


_LIVE = frozenset({RUNNING, OVERDUE})
_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class ClockExplanation:
    """The explanation of a clock; `state` is read at the requested time.

    `zone` is that of the desk, in which times are shown; `hours_zone` is that of the policy, in which hours are open.
    """

    ticket: str
    policy: str
    zone: str
    hours_zone: str
    words: tuple[str, str]
    state: str
    explanation: Explanation


def explain_clocks(conn: Reader, number: int, named: str, *, at: Instant) -> list[ClockExplanation]:
    """Return the explanations of the clocks of a ticket with a clause or milestone; raises `NotFound`."""
    case = load_case(conn, number)
    begun = [clock for clock in case.state.clocks if state_at(clock, at) is not None]
    chosen = [clock for clock in begun if named in {clock.clause, clock.milestone}]
    if not begun:
        raise NotFound(N_("{ticket} has no clock at that time."), ticket=case.name)
    if not chosen:
        clauses = dict.fromkeys(clock.clause for clock in begun)
        raise NotFound(
            N_("{ticket} has no clock {named!r}; its clocks are: {known}."),
            ticket=case.name,
            named=named,
            known=", ".join(clauses),
        )
    return [_explained(conn, case, clock, at) for clock in chosen]


def _explained(conn: Reader, case: CaseFile, clock: Clock, at: Instant) -> ClockExplanation:
    policy = case.policy
    return ClockExplanation(
        ticket=case.name,
        policy=policy.id,
        zone=desk_zone(conn),
        hours_zone=policy.zone,
        words=clause_words(conn, policy.id, policy.version, clock.clause) or ("", ""),
        state=state_at(clock, at) or "",
        explanation=explain(clock, case.case, policy, state_at(clock, at)),
    )


def explained_shape(explained: ClockExplanation) -> Shape:
    """Return the JSON shape of an explanation."""
    clock, zone = explained.explanation.clock, ZoneInfo(explained.zone)
    return {
        "ticket": explained.ticket,
        "policy": explained.policy,
        "clause": clock.clause,
        "milestone": clock.milestone,
        "words": dict(zip(LANGUAGES, explained.words, strict=True)),
        "start": rfc3339(clock.start, zone),
        "started_by": explained.explanation.started_by,
        "duration": clock.seconds,
        "workdays": explained.explanation.workdays,
        "calendar": clock.calendar,
        "stretches": [
            {
                "kind": one.kind,
                "from": rfc3339(one.begin, zone),
                "to": rfc3339(one.end, zone),
                "seconds": one.end - one.begin,
                "total": one.total,
            }
            for one in explained.explanation.stretches
        ],
        "skipped": [{"date": day.isoformat(), "name": name} for day, name in explained.explanation.skipped],
        "due": rfc3339(clock.due, zone),
        "stop": rfc3339(clock.stop, zone),
        "ended_at": rfc3339(clock.ended_at, zone),
        "reason": clock.reason,
        "state": explained.state,
        "provisional": clock.provisional,
        "reasons": [
            {"kind": one.kind, "rule": one.rule, "at": rfc3339(one.at, zone), "name": one.name}
            for one in explained.explanation.reasons
        ],
    }


def explain_every_clock(conn: Reader, number: int, *, at: Instant) -> list[ClockExplanation]:
    """Return the explanations of the clocks that have begun: running ones first, the soonest due first."""
    clauses = dict.fromkeys(clock.clause for clock in list_clocks(conn, number, at=at, every=True))
    explained = [one for clause in clauses for one in explain_clocks(conn, number, clause, at=at)]
    return sorted(explained, key=_order)


def _order(explained: ClockExplanation) -> tuple[bool, int, int]:
    clock = explained.explanation.clock
    return explained.state not in _LIVE, clock.due if clock.due is not None else _NEVER, clock.start
