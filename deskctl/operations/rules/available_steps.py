"""What can be done with a ticket now: each operation on tickets, allowed or with what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from deskctl.desk.case_file import load_case
from deskctl.desk.role_lookup import Actor, colleagues
from deskctl.errors import Refused
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.rules.preconditions import refusal
from deskctl.operations.rules.situation import Situation, situation
from deskctl.operations.rules.step_ranking import Sense
from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as a possible next step; `reason` is what stands against it."""

    noun: str
    verb: str
    allowed: bool
    reason: Refused | None


def next_steps(conn: Reader, number: int, role: str | None = None) -> list[Step]:
    """Return every step for a ticket, the ones allowed for a role (any where None) first; raises `NotFound`.

    Of those, what keeps a running promise comes before what goes on with the last steps, and that before the rest.
    """
    case = load_case(conn, number)
    actor = None if role is None else Actor(role, cache(partial(colleagues, conn)))
    met = situation(case, actor=actor)
    sense = Sense(case)
    return sorted(_steps(met), key=lambda step: (not step.allowed, sense.of(find(step.noun, step.verb))))


def _steps(met: Situation) -> Iterator[Step]:
    for name in names():
        noun, verb = name.split(".", 1)
        operation = find(noun, verb)
        if operation.on_ticket:
            against = refusal(operation, met)
            yield Step(noun, verb, against is None, against)
