"""Keep what later severities require when an earlier action that set it is undone, or a visit is waived late."""

from operator import attrgetter
from typing import TYPE_CHECKING

from deskctl.operations.rules.levels import BY_SEVERITY, level_called_for
from deskctl.operations.rules.undo.consequences import FOLLOWS_FROM
from deskctl.sla.gates import Step
from deskctl.sla.milestones import Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact

_REQUESTED, _LEVEL, _SEVERITY = "onsite_requested", "level_changed", "severity_changed"
_DECLARED = "emergency_declared"
_ENDS = ("onsite_cancelled", "left_site")


def keep_requirements(desk: "Desk", undone: "Sequence[Fact]") -> None:
    """Record the levels and the visit that later severities require and the undo removed, from each change on.

    When those severities were recorded, earlier actions had set the level and requested the visit, so they recorded
    neither.
    """
    before = desk.case.story.intake.severity
    calling = desk.case.policy.visit_at_call if desk.case.columns["kind"] == "incident" else ()
    for change in [desk.case.story.facts[place] for place in desk.case.story.find(Match(_SEVERITY))]:
        earlier = [fact for fact in undone if (fact.at, fact.seq) < (change.at, change.seq)]
        if any(fact.event == _LEVEL for fact in earlier):
            _keep_level(desk, change, before)
        requested = [fact.at for fact in earlier if fact.event == _REQUESTED]
        if requested and change.data["to"] in calling:
            _keep_visit(desk, change, max(requested))
        before = change.data["to"]


def keep_visits_after_waiver(desk: "Desk") -> None:
    """Record the visits that later steps call for, after a waiver recorded late: they found one requested already."""
    story = desk.case.story
    waiver = max((story.facts[place] for place in story.places_of(_ENDS[0])), key=attrgetter("seq"))
    calling = desk.case.policy.visit_at_call if desk.case.columns["kind"] == "incident" else ()
    for change in [fact for fact in story.facts if fact.at > waiver.at]:
        calls = change.event == _DECLARED or (change.event == _SEVERITY and change.data.get("to") in calling)
        step = Step(desk.case.story_until(change.at))
        if calls and step.last(_REQUESTED) <= step.last(*_ENDS):
            desk.record(_REQUESTED, {"reason": BY_SEVERITY, FOLLOWS_FROM: waiver.seq}, note="", at=change.at)


def _keep_level(desk: "Desk", change: "Fact", before: str | None) -> None:
    story = desk.case.story
    levels = (story.facts[place] for place in story.find(Match(_LEVEL)))
    level = level_called_for(desk, before, change.data["to"], change.at)
    if level is None or any(fact.at == change.at and fact.seq > change.seq for fact in levels):
        return
    data = {"from": story.value_at("level", change.at), "to": level, "reason": BY_SEVERITY, FOLLOWS_FROM: change.seq}
    desk.record(_LEVEL, data, note="", at=change.at)


def _keep_visit(desk: "Desk", change: "Fact", requested_at: int) -> None:
    step = Step(desk.case.story_until(change.at))
    facts = step.story.facts
    end = step.last(*_ENDS)
    ended = end >= 0 and facts[end].at >= requested_at
    if not ended and step.last(_REQUESTED) <= end:
        desk.record(_REQUESTED, {"reason": BY_SEVERITY, FOLLOWS_FROM: change.seq}, note="", at=change.at)
