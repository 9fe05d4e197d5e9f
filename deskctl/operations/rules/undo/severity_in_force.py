"""Keep the level and the visit that the severity in force requires when an earlier action that set them is undone."""

from typing import TYPE_CHECKING

from deskctl.operations.rules.levels import BY_SEVERITY, level_called_for
from deskctl.operations.rules.undo.undo_effects import FOLLOWS_FROM
from deskctl.sla.gates import Step
from deskctl.sla.milestones import Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact

_REQUESTED, _LEVEL, _SEVERITY = "onsite_requested", "level_changed", "severity_changed"
_ENDS = ("onsite_cancelled", "left_site")


def keep_requirements(desk: "Desk", undone: "Sequence[Fact]") -> None:
    """Record the level and the visit that the severity in force requires and the undo removed, from its change on.

    When the severity was recorded, earlier actions had set the level and requested the visit, so it recorded neither.
    """
    changes = [desk.case.story.facts[place] for place in desk.case.story.find(Match(_SEVERITY))]
    if not changes:
        return
    last = changes[-1]
    earlier = [fact for fact in undone if (fact.at, fact.seq) < (last.at, last.seq)]
    before = changes[-2].data.get("to") if len(changes) > 1 else desk.case.story.intake.severity
    if any(fact.event == _LEVEL for fact in earlier):
        _keep_level(desk, last, before)
    requested = [fact for fact in earlier if fact.event == _REQUESTED]
    if requested and last.data["to"] in desk.case.policy.visit_at_call and desk.case.columns["kind"] == "incident":
        _keep_visit(desk, last, max(fact.at for fact in requested))


def _keep_level(desk: "Desk", change: "Fact", before: str | None) -> None:
    story = desk.case.story
    later = (story.facts[place] for place in story.find(Match(_LEVEL)))
    level = level_called_for(desk, before, change.data["to"], change.at)
    if level is None or any((fact.at, fact.seq) > (change.at, change.seq) for fact in later):
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
