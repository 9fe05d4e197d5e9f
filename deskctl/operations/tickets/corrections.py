"""Undo an action on a ticket by a correcting one; both stay in the history."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.closing.named_action import OnAction
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.people.complaints import check_complaint_taker
from deskctl.operations.rules.people.rights import is_entitled, rights_to_undo
from deskctl.operations.rules.situation import situation
from deskctl.operations.rules.undo.consequences import recorded_along_with
from deskctl.operations.rules.undo.contested import CONTESTED
from deskctl.operations.rules.undo.severity_in_force import keep_requirements
from deskctl.operations.rules.undo.undo_effects import undo_effects
from deskctl.operations.rules.undo.undo_rights import refusal_to_undo

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Correct(OnAction):
    """Undo a wrong action: the clocks run as if it had not happened."""

    verb = "correct"
    event = "corrected"
    example = "deskctl ticket correct T-068/3 --reason 'that was another ticket' --actor LE1"

    reason: str | None = option(N_("what was wrong"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Undo the action and its consequences; refuse it if the action is permanent or the actor may not."""
        fact = self.fact(desk)
        circumstances = situation(desk.case, now=desk.now, actor=desk.acting)
        needed = rights_to_undo(desk.reader, fact.event, fact.data)
        missing = () if is_entitled(desk.reader, desk.acting, needed) else needed
        if refused := refusal_to_undo(fact, circumstances, desk.now, missing):
            raise refused
        undone, before = desk.case.story.undone, _subject_and_owner(desk)
        consequences = [one for one in recorded_along_with(desk.case.facts, fact) if one.seq not in undone]
        contested = desk.marks.get(CONTESTED)
        super().run(desk)
        undo_effects(desk, fact)
        for one in consequences:
            desk.record(self.event, {"seq": one.seq, "reason": self.reason}, note="")
            undo_effects(desk, one)
        keep_requirements(desk, [fact, *consequences])
        if (after := _subject_and_owner(desk)) != before:
            check_complaint_taker(*after, desk.case.name)
        if contested is not None:
            desk.warn(
                N_("{ticket}: a later action rested on the undone one ({clause}); this is marked for the lead."),
                ticket=desk.case.name,
                clause=desk.case.policy.gates[contested].clause,
            )


def _subject_and_owner(desk: "Desk") -> tuple[str | None, str | None]:
    """Return whom a complaint is about, and the owner of the ticket."""
    return desk.case.columns["about_staff"], desk.case.state.owner
