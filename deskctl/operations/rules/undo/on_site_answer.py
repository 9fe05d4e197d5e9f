"""The visit that an answer on engineers on site cancelled, while that answer changes (rule 17)."""

from itertools import takewhile
from typing import TYPE_CHECKING

from deskctl.operations.rules.undo.consequences import FOLLOWS_FROM
from deskctl.operations.rules.undo.severity_in_force import keep_visits_after_waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact

CANCELLED, ON_SITE = "onsite_cancelled", "on_site"
_CORRECTED, _REQUESTED = "corrected", "onsite_requested"


def cancel_visit_on_site(desk: "Desk", *, at: int | None = None) -> None:
    """Cancel the requested visit because an engineer was on site already; what got worse later calls for one again."""
    desk.record(CANCELLED, {"reason": ON_SITE}, note="", at=at)
    keep_visits_after_waiver(desk)


def take_back_cancellation(desk: "Desk", reason: str | None) -> None:
    """Undo the cancellations in force that an answer caused; the visit is owed as at the call.

    The visits that the cancellations left owed from later on are undone with them.
    """
    cancelled = [one for one in desk.case.story.facts if _is_by_answer(one)]
    seqs = {one.seq for one in cancelled}
    owed = [one for one in desk.case.story.facts if one.event == _REQUESTED and one.data.get(FOLLOWS_FROM) in seqs]
    for fact in (*cancelled, *owed):
        desk.record(_CORRECTED, {"seq": fact.seq, "reason": reason}, note="")


def cancel_again(desk: "Desk", answer: "Fact") -> None:
    """Record the cancellations again that an answer undid, which is undone itself."""
    for fact in _taken_back_by(answer, desk):
        cancel_visit_on_site(desk, at=fact.at)


def _taken_back_by(answer: "Fact", desk: "Desk") -> "Iterator[Fact]":
    later = sorted(desk.case.facts, key=lambda one: one.seq)[answer.seq :]
    corrections = {one.seq for one in takewhile(lambda one: one.event == _CORRECTED, later)}
    for cancellation, correction in desk.case.story.undone.values():
        if correction.seq in corrections and _is_by_answer(cancellation):
            yield cancellation


def _is_by_answer(fact: "Fact") -> bool:
    return fact.event == CANCELLED and fact.data.get("reason") == ON_SITE
