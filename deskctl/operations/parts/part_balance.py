"""The balance of a part on a ticket: requested, received, taken from stock, installed."""

from typing import TYPE_CHECKING

from deskctl.queries.conditions.stock import issued_for
from deskctl.sla.facts import Fact

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

TAKEN = "taken"
"""In the data of an installation: how many of the pieces had been taken out of the stock for the ticket before."""


def open_requests(desk: "Desk", part: str | None = None) -> dict[str, tuple[str, int]]:
    """Return the requests of which pieces have not come yet: number of the request -> part and pieces."""
    waiting: dict[str, tuple[str, int]] = {}
    for fact in _steps(desk, part):
        number, kind, pieces = str(fact.data.get("request") or ""), str(fact.data.get("part")), _pieces(fact)
        if fact.event == "part_requested":
            waiting[number] = (kind, waiting.get(number, (kind, 0))[1] + pieces)
        elif fact.event == "part_received":
            number = number if number in waiting else next((key for key in waiting if waiting[key][0] == kind), "")
            left = waiting.pop(number, (kind, 0))[1] - pieces
            if left > 0:
                waiting[number] = (kind, left)
    return waiting


def received(desk: "Desk", part: str) -> int:
    """Return how many pieces came for the ticket and were not installed yet."""
    left = 0
    for fact in _steps(desk, part):
        if fact.event == "part_received":
            left += _pieces(fact)
        elif fact.event == "part_installed":
            left = max(0, left - _pieces(fact) + _taken(fact))
    return left


def taken(desk: "Desk", part: str) -> int:
    """Return how many pieces were taken out of the stock for the ticket and were not installed yet."""
    installed = [fact for fact in _steps(desk, part) if fact.event == "part_installed"]
    drawn = sum(_pieces(fact) - _taken(fact) for fact in installed)
    return issued_for(desk.reader, desk.case.number, part) - drawn - sum(map(_taken, installed))


def _steps(desk: "Desk", part: str | None) -> list[Fact]:
    events = {"part_requested", "part_received", "part_installed"}
    facts = desk.case.story_until(desk.at).facts
    return [fact for fact in facts if fact.event in events and (part is None or fact.data.get("part") == part)]


def _pieces(fact: Fact) -> int:
    return int(fact.data.get("qty") or 1)


def _taken(fact: Fact) -> int:
    return int(fact.data.get(TAKEN) or 0)
