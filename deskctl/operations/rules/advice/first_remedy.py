"""The remedy of a refusal: the first operation towards it that can be performed now, by the person it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import GAP, DeskError, Remedy
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.rules.people.actors import actor_of
from deskctl.operations.rules.people.who_may import refusal_by_actor
from deskctl.operations.rules.preconditions import refusal
from deskctl.operations.rules.situation import situation
from deskctl.operations.rules.step_request import StepRequest
from deskctl.queries.customers.ticket_assets import first_asset

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.errors import Refused
    from deskctl.operations.rules.step_request import Requested

_MOST = 5


def show_remedy(against: Refused, desk: Desk) -> None:
    """Make a refusal name an operation that is not refused itself."""
    if against.remedy is not None:
        against.show(_with_system(_first_passable(against.remedy, desk), desk))


def _with_system(remedy: Remedy, desk: Desk) -> Remedy:
    """Return a remedy that asks what is upgraded, unless it is the equipment of the ticket."""
    if remedy.do != "upgrade.start" or "system" in remedy.fields or not desk.holds_ticket:
        return remedy
    system = desk.row("upgrade", ticket=desk.case.number) or first_asset(desk.reader, desk.case.number)
    return remedy if system else remedy._replace(fields={"system": GAP, **remedy.fields})


def _first_passable(remedy: Remedy, desk: Desk) -> Remedy:
    seen = [remedy]
    while len(seen) < _MOST:
        before = _refused(seen[-1], desk)
        if before is None or before.remedy is None:
            return seen[-1]
        following = before.remedy._replace(who=before.remedy.who or seen[-1].who)
        if following in seen:
            break
        seen.append(following)
    return remedy


def _refused(remedy: Remedy, desk: Desk) -> Refused | None:
    """Return the refusal of a remedy if it were performed now; None also if that cannot be known here."""
    case = desk.case if desk.holds_ticket else None
    if remedy.do not in names() or remedy.ticket not in {None, case.name if case else None}:
        return None
    operation = _operation(remedy)
    actor = desk.acting if remedy.who is None else actor_of(desk.reader, remedy.who, at=desk.now)
    on = case if operation.on_ticket else None
    request = StepRequest(reader=desk.reader, operation=operation, actor=actor, at=desk.now, now=desk.now, ticket=on)
    met = situation(on, at=desk.now, now=desk.now, actor=actor) if on else None
    return refusal_by_actor(request) or refusal(operation, met)


def _operation(remedy: Remedy) -> Requested:
    """Return the operation of a remedy; its class if something is left for a person to fill in."""
    operation = find(*remedy.do.split(".", 1))
    try:
        return operation.of(remedy.fields) if remedy.known_fields == remedy.fields else operation
    except DeskError:
        return operation
