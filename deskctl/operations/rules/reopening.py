"""Until when a ticket is reopened: within the policy's window of its resolution; later a new ticket follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.sla.rights import AFTER_THE_WINDOW

if TYPE_CHECKING:
    from deskctl.operations.rules.step_request import StepRequest

_REOPEN = "ticket.reopen"
_RESOLVED = "resolved"


def situations_of(request: StepRequest) -> frozenset[str]:
    """Return what a step meets that rights may ask for."""
    return frozenset({AFTER_THE_WINDOW}) if is_after_the_window(request) else frozenset()


def is_after_the_window(request: StepRequest) -> bool:
    """Return whether a step reopens its ticket later than the window of its last resolution."""
    ticket = request.ticket
    if ticket is None or request.name != _REOPEN:
        return False
    resolved = [fact.at for fact in ticket.story.facts if fact.event == _RESOLVED]
    return bool(resolved) and request.at > ticket.policy.end_of(resolved[-1], ticket.policy.rules.within)
