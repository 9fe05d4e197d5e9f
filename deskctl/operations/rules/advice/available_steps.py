"""The operations on a ticket, each allowed now or with the reason why not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from deskctl.desk.case_file import load_case
from deskctl.errors import Refused
from deskctl.operations.framework.catalogue import find
from deskctl.operations.rules.advice.step_ranking import StepRanking
from deskctl.operations.rules.advice.ticket_operations import ticket_operations
from deskctl.operations.rules.people.who_may import refusal_by_actor
from deskctl.operations.rules.preconditions import refusal, refusal_by_status
from deskctl.operations.rules.situation import Situation, situation
from deskctl.operations.rules.step_request import StepRequest
from deskctl.sla.facts import Instant
from deskctl.store.facts.people import Actor
from deskctl.store.facts.policies import desk_rights
from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as a possible next action; `reason` is why it is refused."""

    noun: str
    verb: str
    allowed: bool
    reason: Refused | None


def next_steps(conn: Reader, number: int, at: Instant, actor: Actor | None = None) -> list[Step]:
    """Return every operation on a ticket, first those that the actor (anybody if None) may perform; raises `NotFound`.

    Of those, the ones that keep a running promise come first, then those that follow the last actions, then the rest.
    """
    case = load_case(conn, number)
    rights = desk_rights(conn)  # read once and not for each operation
    request = partial(StepRequest, reader=conn, actor=actor, at=at, now=at, ticket=case, rights=rights)
    ranking = StepRanking(case)
    steps = _steps(situation(case, actor=actor), request)
    return sorted(steps, key=lambda step: (not step.allowed, ranking.of(find(step.noun, step.verb))))


def _steps(circumstances: Situation, request: Callable[..., StepRequest]) -> Iterator[Step]:
    for name in ticket_operations():
        noun, verb = name.split(".", 1)
        operation = find(noun, verb)
        over = refusal_by_status(operation, circumstances)
        refused = over or refusal_by_actor(request(operation=operation)) or refusal(operation, circumstances)
        yield Step(noun, verb, refused is None, refused)
