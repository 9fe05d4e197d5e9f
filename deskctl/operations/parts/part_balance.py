"""The balance of a part on a ticket: requested, received, taken from stock, installed."""

from typing import TYPE_CHECKING

from deskctl.errors import Term
from deskctl.language.i18n import N_
from deskctl.queries.dispatch.part_balance import TAKEN, received_of, requested_of, taken_of
from deskctl.sla.facts import Fact

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

__all__ = ["TAKEN", "last_step", "open_requests", "received", "taken", "warn_of_requests"]

_UNNUMBERED = Term(N_("without a number"))


def open_requests(desk: "Desk", part: str) -> dict[str, int]:
    """Return the pieces of a part that are still to come, by number of the request."""
    return {number: left for (number, _part), left in requested_of(_steps(desk, part)).items()}


def warn_of_requests(desk: "Desk", template: str, part: str | None = None) -> None:
    """Add a notice for each request with pieces still to come, on the ticket or of one part."""
    for (number, kind), pieces in requested_of(_steps(desk, part)).items():
        desk.warn(template, ticket=desk.case.name, pieces=pieces, part=kind, request=number or _UNNUMBERED)


def last_step(desk: "Desk", event: str, part: str, request: str | None = None) -> Fact | None:
    """Return the last action of a kind with a part, of a request if one is named; None if there is none."""
    alike = (fact for fact in reversed(_steps(desk, part)) if fact.event == event)
    return next((fact for fact in alike if request in {None, fact.data.get("request")}), None)


def received(desk: "Desk", part: str) -> int:
    """Return how many pieces came for the ticket and were not installed yet."""
    return received_of(_steps(desk, part))


def taken(desk: "Desk", part: str) -> int:
    """Return how many pieces were taken out of the stock for the ticket and were not installed yet."""
    return taken_of(desk.reader, desk.case.number, part, _steps(desk, part))


def _steps(desk: "Desk", part: str | None) -> list[Fact]:
    events = {"part_requested", "part_received", "part_installed"}
    facts = desk.case.story_until(desk.at).facts
    return [fact for fact in facts if fact.event in events and (part is None or fact.data.get("part") == part)]
