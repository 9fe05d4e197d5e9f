"""Find the rules that imported history breaks: gates, rights, order, and late entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from deskctl.desk.case_file import CaseFile, load_case
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.rules.people.actors import NOT_YOURS
from deskctl.operations.rules.preconditions import refusal
from deskctl.operations.rules.situation import Situation
from deskctl.queries.ticket.history import imported_tickets
from deskctl.sla.facts import Case, Fact
from deskctl.sla.rights import Right, rights_on
from deskctl.sla.timeline import Story
from deskctl.store.facts.people import Actor, people
from deskctl.store.facts.policies import desk_rights
from deskctl.store.port import Reader

_NOT_REQUIRED_THEN = frozenset({"remote_device_missing"})
_RECORDED_BY_SEVERAL_OPERATIONS = frozenset({"contact", "logged"})


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that an imported action breaks: the action, and the refusal with its sentence and clause."""

    action: str
    refusal: Refused


class _Recorded:
    """A recorded action in the form of an operation: the rules of its class with the data of the action."""

    def __init__(self, kind: type[Operation], fact: Fact) -> None:
        self._kind = kind
        self._fact = fact
        self.override = fact.data.get("override")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kind, name)

    def data(self) -> Mapping[str, Any]:
        """Return the data of the action."""
        return self._fact.data


def broken_rules(conn: Reader) -> Iterator[BrokenRule]:
    """Yield the rules that imported actions break, each checked against what happened before it."""
    actors = {one.id: Actor(one.id, frozenset(one.roles)) for one in people(conn)}
    rights = desk_rights(conn)
    for number, last_seq in imported_tickets(conn):
        case = load_case(conn, number)
        for place, fact in enumerate(case.story.facts):
            if fact.seq <= last_seq:
                before = case.story.facts[:place]
                actor = actors.get(fact.actor or "") or Actor(fact.actor or "")
                for refused in (
                    _late(case, fact),
                    _unentitled(rights, fact, actor),
                    _refused(case, before, fact, actor),
                ):
                    if refused is not None:
                        yield BrokenRule(f"{ticket_name(number)}/{fact.seq}", refused)


def _unentitled(rights: Sequence[Right], fact: Fact, actor: Actor) -> Refused | None:
    kind = _operations().get(fact.event)
    needed = rights_on(rights, f"{kind.noun}.{kind.verb}", fact.data) if kind else ()
    if not needed or not actor.roles or any(actor.roles & right.roles for right in needed):
        return None
    clause = next((right.clause for right in needed if right.clause), None)
    return Refused(N_("{actor} had no right to this action."), code=NOT_YOURS, clause=clause, actor=actor.id)


def _refused(case: CaseFile, before: list[Fact], fact: Fact, actor: Actor) -> Refused | None:
    kind = _operations().get(fact.event)
    if kind is None:
        return None
    story = Story(Case(case.case.intake, before), case.policy)
    refused = refusal(cast("Operation", _Recorded(kind, fact)), Situation(case, story, story, actor))
    return None if refused is None or refused.code in _NOT_REQUIRED_THEN else refused


def _late(case: CaseFile, fact: Fact) -> Refused | None:
    late = (fact.recorded_at or fact.at) - fact.at
    if late <= case.policy.rules.late_entry:
        return None
    return Refused(N_("Recorded {minutes} min after it happened."), code="late_entry", minutes=late // 60)


@cache
def _operations() -> Mapping[str, type[Operation]]:
    """Return the operation that records each event."""
    kinds = [find(*name.split(".", 1)) for name in names()]
    return {
        kind.event: kind
        for kind in reversed(kinds)
        if kind.on_ticket and kind.event not in _RECORDED_BY_SEVERAL_OPERATIONS
    }
