"""Consequences of a severity: the visit that it calls for, the emergency that may be declared."""

from typing import TYPE_CHECKING

from deskctl.errors import GAP, Remedy
from deskctl.language.i18n import N_
from deskctl.sla.gates import Step

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant

_REQUESTED = "onsite_requested"
_CATASTROPHIC = "catastrophic"


def request_visit_by_severity(desk: "Desk", *, at: "Instant | None" = None) -> None:
    """Request the visit that a severity calls for, now or at another time, unless one is requested already then."""
    step = Step(desk.case.story_until(desk.at if at is None else at))
    if step.last(_REQUESTED) <= step.last("onsite_cancelled", "left_site"):
        desk.record(_REQUESTED, {"reason": "severity"}, note="", at=at)


def offer_emergency(desk: "Desk") -> None:
    """Point out that the emergency may be declared for a catastrophic incident of a customer."""
    case = desk.case
    is_one = case.state.severity == _CATASTROPHIC and case.columns["kind"] == "incident"
    if is_one and case.columns["channel"] != "internal" and case.state.mode != "emergency":
        desk.warn(
            N_("{ticket} is catastrophic: the emergency may be declared: {command}"),
            ticket=case.name,
            command=Remedy("emergency.declare", case.name, {"reason": GAP}),
        )
