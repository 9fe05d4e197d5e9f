"""Undo the effects of an action outside the history of its ticket."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskctl.desk.kept_values import SCOPE, VISIT_REASON, value_in
from deskctl.operations.framework.ticket_values import keep_values
from deskctl.operations.parts.part_balance import TAKEN
from deskctl.operations.parts.stock_moves import move_loaner, move_part
from deskctl.operations.planning.visit_rows import rederive_visit
from deskctl.operations.rules.undo.on_site_answer import cancel_again
from deskctl.queries.stock_and_loans import BACK, CORRECTED, OUT
from deskctl.queries.ticket.intake_values import intake_values
from deskctl.sla.milestones import Match

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Fact

_REF = CORRECTED
_AGREED, _CHARGED = "charge_agreed", "charged"


def undo_effects(desk: "Desk", fact: "Fact") -> None:
    """Undo what an action did to the stock and to the rows beside its ticket."""
    undo = _UNDOING.get(fact.event)
    if undo is not None:
        undo(desk, fact)


def _into_stock(desk: "Desk", fact: "Fact") -> None:
    drawn = int(fact.data.get("qty", 1)) - int(fact.data.get(TAKEN, 0))
    if drawn:
        move_part(desk, "receive", fact.data["part"], drawn, ref=_REF)


def _out_of_stock(desk: "Desk", fact: "Fact") -> None:
    move_part(desk, "issue", fact.data["part"], -int(fact.data.get("qty", 1)), ref=_REF)


def _loaner_back(desk: "Desk", fact: "Fact") -> None:
    move_loaner(desk, BACK, fact.data["loaner"])


def _loaner_out(desk: "Desk", fact: "Fact") -> None:
    move_loaner(desk, OUT, fact.data["loaner"])


def _scope(desk: "Desk", _: "Fact") -> None:
    desk.change(scope=value_in(desk.case, SCOPE, desk.case.story))


def _duplicate(desk: "Desk", _: "Fact") -> None:
    desk.change(duplicate_of=None)


def _bug_open(desk: "Desk", _: "Fact") -> None:
    desk.update("bug", {"ticket": desk.case.number}, {"fixed_in": None})


def _edit(desk: "Desk", fact: "Fact") -> None:
    """Restore the earlier values that nobody has corrected again since."""
    present = intake_values(desk.reader, desk.case.number)
    before = {name: change["from"] for name, change in fact.data.items() if present.get(name) == change["to"]}
    keep_values(desk, before)


def _training(desk: "Desk", fact: "Fact") -> None:
    desk.change(training=None)
    desk.update("training", {"id": fact.data["training"]}, {"ticket": None})


def _visit_reason(desk: "Desk", fact: "Fact") -> None:
    if desk.case.columns["visit_reason"] == fact.data.get("reason"):
        desk.change(visit_reason=value_in(desk.case, VISIT_REASON, desk.case.story))


def _planned_visit(desk: "Desk", fact: "Fact") -> None:
    _visit_reason(desk, fact)
    _plan_of_visit(desk, fact)


def _plan_of_visit(desk: "Desk", fact: "Fact") -> None:
    if fact.data.get("visit"):
        rederive_visit(desk, fact.data["visit"])


def _charge(desk: "Desk", _: "Fact") -> None:
    """Restore the agreement in force, with the sum that was charged under it or is fixed."""
    story = desk.case.story
    agreed = max(story.find(Match(_AGREED)), default=None)
    desk.remove("charge", ticket=desk.case.number)
    if agreed is None:
        return
    agreement = story.facts[agreed].data
    charged = [story.facts[place].data for place in story.find(Match(_CHARGED), agreed)]
    fixed = agreement.get("rate") if agreement.get("basis") == "fixed" else None
    last = charged[-1] if charged else {"days": None, "amount": fixed}
    row = {"ticket": desk.case.number, "basis": agreement.get("basis"), "rate": agreement.get("rate")}
    desk.insert("charge", {**row, "days": last.get("days"), "amount": last.get("amount")})


def _change(desk: "Desk", _: "Fact") -> None:
    _restore_row(desk, "change", "change_decided", ("size", "estimate_days", "decision"))


def _restore_row(desk: "Desk", table: str, event: str, columns: tuple[str, ...]) -> None:
    """Restore the row from the last action in force."""
    story = desk.case.story
    in_force = [story.facts[place] for place in story.find(Match(event))]
    desk.remove(table, ticket=desk.case.number)
    if in_force:
        values = {name: in_force[-1].data.get(name) for name in columns}
        desk.insert(table, {"ticket": desk.case.number, **values})


_UNDOING: Mapping[str, Callable[["Desk", "Fact"], None]] = {
    "part_installed": _into_stock,
    "part_received": _out_of_stock,
    "repaired_part_returned": _out_of_stock,
    "loaner_out": _loaner_back,
    "loaner_returned": _loaner_out,
    "scope_set": _scope,
    "duplicate_of": _duplicate,
    "bug_fixed": _bug_open,
    "edited": _edit,
    "training_opened": _training,
    "onsite_requested": _visit_reason,
    "on_site_set": cancel_again,
    "visit_planned": _planned_visit,
    "visit_assigned": _plan_of_visit,
    "visit_confirmed": _plan_of_visit,
    "visit_moved": _plan_of_visit,
    "visit_dropped": _plan_of_visit,
    "charge_agreed": _charge,
    "charged": _charge,
    "change_decided": _change,
}
