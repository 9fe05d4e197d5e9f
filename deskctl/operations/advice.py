"""What can be done with a ticket now: each operation on tickets, allowed or with what stands against it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from deskctl.desk.case_file import CaseFile, load_case
from deskctl.desk.people import Actor, colleagues
from deskctl.errors import Refused
from deskctl.operations.catalogue import find, names
from deskctl.operations.rules import refusal


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as a possible next step; `reason` is what stands against it."""

    noun: str
    verb: str
    allowed: bool
    reason: Refused | None


def next_steps(conn: sqlite3.Connection, number: int, role: str | None = None) -> list[Step]:
    """Give every step for a ticket, the ones allowed for a role (any where None) first; raises `NotFound`."""
    case = load_case(conn, number)
    actor = None if role is None else Actor(role, cache(partial(colleagues, conn)))
    return sorted(_steps(case, actor), key=lambda step: not step.allowed)


def _steps(case: CaseFile, actor: Actor | None) -> Iterator[Step]:
    for name in names():
        noun, verb = name.split(".", 1)
        operation = find(noun, verb)
        if operation.on_ticket:
            against = refusal(operation, case, actor)
            yield Step(noun, verb, against is None, against)
