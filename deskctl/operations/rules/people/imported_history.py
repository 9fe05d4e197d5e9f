"""The rules that imported history breaks: gates, rights and order, and late entries."""

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

_NOT_ASKED_THEN = frozenset({"remote_device_missing"})
_SAID_IN_SEVERAL_WAYS = frozenset({"contact", "logged"})


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an imported action breaks: the action, the sentence of the refusal, its clause."""

    action: str
    against: Refused


class _Recorded:
    """An operation as a recorded action says it: the rules of its class with the data of the fact."""

    def __init__(self, kind: type[Operation], fact: Fact) -> None:
        self._kind = kind
        self._fact = fact
        self.override = fact.data.get("override")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kind, name)

    def data(self) -> Mapping[str, Any]:
        """Return the data of the action."""
        return self._fact.data


def broken_rules(conn: Reader) -> Iterator[Broken]:
    """Yield what each imported action breaks, judged by what had happened before it."""
    actors = {one.id: Actor(one.id, frozenset(one.roles)) for one in people(conn)}
    rights = desk_rights(conn)
    for number, last_seq in imported_tickets(conn):
        case = load_case(conn, number)
        for place, fact in enumerate(case.story.facts):
            if fact.seq <= last_seq:
                before = case.story.facts[:place]
                actor = actors.get(fact.actor or "") or Actor(fact.actor or "")
                for against in (
                    _late(case, fact),
                    _unentitled(rights, fact, actor),
                    _refused(case, before, fact, actor),
                ):
                    if against is not None:
                        yield Broken(f"{ticket_name(number)}/{fact.seq}", against)


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
    against = refusal(cast("Operation", _Recorded(kind, fact)), Situation(case, story, story, actor))
    return None if against is None or against.code in _NOT_ASKED_THEN else against


def _late(case: CaseFile, fact: Fact) -> Refused | None:
    late = (fact.recorded_at or fact.at) - fact.at
    if late <= case.policy.rules.late_entry:
        return None
    return Refused(N_("Recorded {minutes} minutes after it happened."), code="late_entry", minutes=late // 60)


@cache
def _operations() -> Mapping[str, type[Operation]]:
    """Return the operation that records each event."""
    kinds = [find(*name.split(".", 1)) for name in names()]
    return {kind.event: kind for kind in reversed(kinds) if kind.on_ticket and kind.event not in _SAID_IN_SEVERAL_WAYS}
