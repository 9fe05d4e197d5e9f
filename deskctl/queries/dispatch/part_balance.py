"""The pieces of each part that a ticket has: received for it, or taken from the stock for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from deskctl.queries.stock_and_loans import issued_for, stock_of
from deskctl.queries.ticket.history import actions_in_force, history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deskctl.store.port import Reader

TAKEN = "taken"
"""The key in the data of an installation for the pieces that were taken from the stock for the ticket before."""

_PARTS = f"SELECT id, name, {stock_of('part')} FROM part WHERE retired_at IS NULL ORDER BY id"


class PartStep(Protocol):
    """An action with a part, as a fact or as a row of the history."""

    @property
    def event(self) -> str:
        """What happened."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The part and the number of pieces."""


@dataclass(frozen=True, slots=True)
class UsablePart:
    """A part that can be used on a ticket: the pieces of the ticket, and those in the stock."""

    id: str
    name: str
    received: int
    taken: int
    stock: int

    @property
    def own(self) -> int:
        """The number of pieces that belong to the ticket."""
        return self.received + self.taken


def usable_parts(conn: Reader, number: int) -> list[UsablePart]:
    """Return the parts that can be used on a ticket, its own first."""
    steps = actions_in_force(history(conn, number))
    usable = []
    for part, name, stock in conn.execute(_PARTS).fetchall():
        of_part = [step for step in steps if step.data.get("part") == part]
        came = received_of(of_part)
        usable.append(UsablePart(part, name, came, taken_of(conn, number, part, of_part), max(0, stock - came)))
    return sorted((one for one in usable if one.own or one.stock), key=lambda one: (not one.own, one.id))


def requested_of(steps: Iterable[PartStep]) -> dict[tuple[str, str], int]:
    """Return the pieces still to come, by number of the request and part: one number may stand for several parts."""
    waiting: dict[tuple[str, str], int] = {}
    for step in steps:
        key = str(step.data.get("request") or ""), str(step.data.get("part"))
        if step.event == "part_requested":
            waiting[key] = waiting.get(key, 0) + pieces_of(step)
        elif step.event == "part_received":
            key = received_for(waiting, step) or key
            left = waiting.get(key, 0) - pieces_of(step)
            if left > 0:
                waiting[key] = left
            else:
                waiting.pop(key, None)
    return waiting


def received_for(waiting: Iterable[tuple[str, str]], step: PartStep) -> tuple[str, str] | None:
    """Return the number and the part of the request that a receipt is for; None if no request waits for it."""
    number, part = step.data.get("request"), step.data.get("part")
    alike = [key for key in waiting if part in {None, key[1]}]
    return next((key for key in alike if key[0] == number), alike[0] if alike else None)


def received_of(steps: Iterable[PartStep]) -> int:
    """Return how many pieces were received for the ticket and are not installed yet, from the actions with the part."""
    left = 0
    for step in steps:
        if step.event == "part_received":
            left += pieces_of(step)
        elif step.event == "part_installed":
            left = max(0, left - pieces_of(step) + _taken(step))
    return left


def taken_of(conn: Reader, number: int, part: str, steps: Sequence[PartStep]) -> int:
    """Return how many pieces were taken from the stock for the ticket and are not installed yet."""
    installed = [step for step in steps if step.event == "part_installed"]
    drawn = sum(pieces_of(step) - _taken(step) for step in installed)
    return issued_for(conn, number, part) - drawn - sum(map(_taken, installed))


def pieces_of(step: PartStep) -> int:
    """Return the number of pieces of an action."""
    return int(step.data.get("qty") or 1)


def _taken(step: PartStep) -> int:
    return int(step.data.get(TAKEN) or 0)
