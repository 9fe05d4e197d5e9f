"""Replace the remedy of a refusal by the first operation towards it that can be performed now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import GAP, DeskError, Remedy
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.rules.people.actors import name_no_actor, suggested_actor
from deskctl.operations.rules.people.who_may import refusal_by_actor
from deskctl.operations.rules.preconditions import refusal
from deskctl.operations.rules.situation import situation
from deskctl.operations.rules.step_request import StepRequest
from deskctl.queries.customers.ticket_assets import first_asset

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.errors import Refused
    from deskctl.operations.rules.situation import RequestedOperation

_MOST = 5


def make_remedy_performable(refused: Refused, desk: Desk) -> None:
    """Replace the remedy of a refusal by one that is not refused itself, if there is one."""
    if refused.remedy is not None:
        refused.show(_with_system(_performable(refused.remedy, desk), desk))
        name_no_actor(refused, desk.reader)


def _with_system(remedy: Remedy, desk: Desk) -> Remedy:
    """Return a remedy that asks which system is upgraded, unless the ticket names equipment."""
    if remedy.do != "upgrade.start" or "system" in remedy.fields or not desk.holds_ticket:
        return remedy
    system = desk.row("upgrade", ticket=desk.case.number) or first_asset(desk.reader, desk.case.number)
    return remedy if system else remedy._replace(fields={"system": GAP, **remedy.fields})


def _performable(remedy: Remedy, desk: Desk) -> Remedy:
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
    """Return the refusal of a remedy if it were performed now; None if it is allowed or cannot be checked here."""
    case = desk.case if desk.holds_ticket else None
    if remedy.do not in names() or remedy.ticket not in {None, case.name if case else None}:
        return None
    operation = _operation(remedy)
    actor = desk.acting if remedy.who is None else suggested_actor(desk.reader, remedy.who, desk.now)
    on = case if operation.on_ticket else None
    request = StepRequest(reader=desk.reader, operation=operation, actor=actor, at=desk.now, now=desk.now, ticket=on)
    circumstances = situation(on, at=desk.now, now=desk.now, actor=actor) if on else None
    return refusal_by_actor(request) or refusal(operation, circumstances)


def _operation(remedy: Remedy) -> RequestedOperation:
    """Return the operation of a remedy; only its class if a person must fill in a field."""
    operation = find(*remedy.do.split(".", 1))
    try:
        return operation.of(remedy.fields) if remedy.known_fields == remedy.fields else operation
    except DeskError:
        return operation
