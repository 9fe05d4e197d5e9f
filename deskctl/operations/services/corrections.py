"""Undo an action on a service: it stays in the history and no longer counts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.people.rights import is_entitled, not_yours, rights_to_undo
from deskctl.operations.rules.undo.undo_rights import are_on_one_day
from deskctl.operations.services.duty_outcomes import PERIOD
from deskctl.operations.services.restored_appointments import APPOINTMENTS, restore_appointment
from deskctl.queries.services.record_actions import CORRECTED, RecordAction, record_actions_in_force
from deskctl.store.facts.people import LEAD, MANAGER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

Row: TypeAlias = dict[str, Any]
Undo: TypeAlias = Callable[[Row, RecordAction, list[RecordAction]], Row]
"""A function of the row, the action and the remaining actions that returns the columns without the action."""


@dataclass(frozen=True, kw_only=True)
class CorrectStep(Operation):
    """Undo an action that was recorded by mistake."""

    verb = "correct"
    event = CORRECTED
    on_ticket = False
    about = "step"

    step: str | None = option(N_("the action, such as IN-2026-11-CUS-04/3"), required=True, stored=False)
    reason: str | None = option(N_("why"), required=True, long=True)

    @property
    def record(self) -> str:
        """The id of the record."""
        return str(self.step).rpartition("/")[0]

    @property
    def table(self) -> str:
        """The table of the record."""
        return self.noun

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer of the record, if it has one."""
        return (desk.row(self.table, id=self.record) or {}).get("customer")

    def run(self, desk: "Desk") -> None:
        """Record it, and restore the columns to their values without the action."""
        step, left = self._step_and_others(desk)
        self._check_right(desk, step)
        columns = self.undone(desk, step, left)
        if columns is None:
            raise Refused(
                N_("{step} cannot be undone: edit or retire the record."), step=self.step, code="order",
                hint=f"deskctl {self.record_noun()} show {self.record}",
            )  # fmt: skip
        if columns:
            desk.update(self.table, {"id": self.record}, columns)
        if step.event in APPOINTMENTS:
            restore_appointment(desk, self.record, step.event, left)
        desk.record_in_history(self.table, self.record, self.event, {"seq": step.seq, "reason": self.reason})

    def _check_right(self, desk: "Desk", step: RecordAction) -> None:
        """Refuse anybody without the right to the action, and whoever did not record it today, except the lead."""
        needed = rights_to_undo(desk.reader, step.event, step.data)
        row = desk.row(self.table, id=self.record) or {}
        is_named = any(right.named and row.get(right.named) == desk.actor for right in needed)
        if not is_named and not is_entitled(desk.reader, desk.acting, needed):
            raise not_yours(needed, None, None)
        is_own = step.actor == desk.actor and self._is_of_today(desk, step)
        if not is_own and desk.acting.roles.isdisjoint({LEAD, MANAGER}):
            raise Refused(
                N_("{step} was recorded by {actor}: only they, on the same day, or the lead can undo it."),
                step=self.step, actor=step.actor, code="not_yours",
                hint=f"deskctl {self.record_noun()} show {self.record}",
            )  # fmt: skip

    def _is_of_today(self, desk: "Desk", step: RecordAction) -> bool:
        row = desk.row("master_action", noun=self.table, id=self.record, seq=step.seq) or {}
        return are_on_one_day(row.get("recorded_at") or step.at, desk.now, desk.zone)

    def undone(self, desk: "Desk", step: RecordAction, left: list[RecordAction]) -> Row | None:
        """Return the columns without an action; None if actions of its kind cannot be undone."""
        undo = _UNDO.get((self.table, step.event))
        return None if undo is None else undo(desk.row(self.table, id=self.record) or {}, step, left)

    def _step_and_others(self, desk: "Desk") -> tuple[RecordAction, list[RecordAction]]:
        seq = str(self.step).rpartition("/")[2]
        if not self.record or not seq.isdecimal():
            raise BadData(
                N_("{field}: {value} does not name an action such as {example}."),
                field="step",
                value=self.step,
                example="IN-2026-11-CUS-04/3",
            )
        steps = record_actions_in_force(desk.reader, self.table, self.record)
        undone = next((step for step in steps if step.seq == int(seq)), None)
        if undone is None:
            raise NotFound(
                N_("{record} has no action {seq} that is still in force."), record=self.record, seq=seq,
                hint=f"deskctl {self.record_noun()} show {self.record}",
            )  # fmt: skip
        return undone, [step for step in steps if step.seq != undone.seq]


def _no_change(_row: Row, _step: RecordAction, _left: list[RecordAction]) -> Row:
    """Change no column: the action is only in the history."""
    return {}


def _cleared(*columns: str) -> Undo:
    return lambda _row, _step, _left: dict.fromkeys(columns)


def _state(initial: str, states: Mapping[str, str]) -> Undo:
    """Return a function that restores the state after the last remaining action."""

    def undo(_row: Row, _step: RecordAction, left: list[RecordAction]) -> Row:
        return {"state": next((states[step.event] for step in reversed(left) if step.event in states), initial)}

    return undo


def _item(row: Row, step: RecordAction, left: list[RecordAction]) -> Row:
    """Restore the value of the item that was recorded before, or remove the item."""
    same = step.data["item"], step.data.get("asset")
    kept = [one for one in json.loads(row["items"]) if (one["item"], one.get("asset")) != same]
    recorded = [dict(one.data) for one in left if one.event == "item_recorded"]
    before = [one for one in recorded if (one["item"], one.get("asset")) == same]
    return {"items": json.dumps([*kept, *before[-1:]], ensure_ascii=False)}


def _finding(row: Row, step: RecordAction, _left: list[RecordAction]) -> Row:
    """Leave the item undecided; a ticket that was opened stays."""
    items = json.loads(row["items"])
    for one in items:
        if (one["item"], one.get("asset")) == (step.data["item"], step.data.get("asset")):
            one.pop("handled", None)
            one.pop("ticket", None)
    return {"items": json.dumps(items, ensure_ascii=False)}


def _advice(row: Row, step: RecordAction, _left: list[RecordAction]) -> Row:
    advice = json.loads(row["advice"])
    if step.data.get("text") in advice:
        advice.remove(step.data["text"])
    return {"advice": json.dumps(advice, ensure_ascii=False)}


_IMPROVEMENT = _state("open", {
    "improvement_started": "in_progress", "improvement_done": "done", "improvement_dropped": "dropped",
})  # fmt: skip
_RECOMMENDATION = _state("proposed", {
    "recommendation_agreed": "agreed", "recommendation_declined": "declined", "recommendation_done": "done",
})  # fmt: skip


def _period_before(row: Row, step: RecordAction, _left: list[RecordAction]) -> Row:
    """Return the period of a contract before its renewal, unless it was changed again since."""
    changes = {name: step.data[name] for name in PERIOD if name in step.data}
    return {name: change["from"] for name, change in changes.items() if row[name] == change["to"]}


_UNDO: Mapping[tuple[str, str], Undo] = {
    **{("inspection", event): _no_change for event in (
        "inspection_scheduled", "inspection_dropped", "inspection_report_sent")},
    ("inspection", "inspection_started"): _cleared("engineer_on_site_from"),
    ("inspection", "inspected"): _cleared("done_at", "done_by", "engineer_on_site_to"),
    ("inspection", "inspection_signed"): _cleared("signed_by"),
    ("inspection", "item_recorded"): _item,
    ("inspection", "finding_handled"): _finding,
    ("inspection", "advised"): _advice,
    **{("advisory", event): _no_change for event in (
        "advisory_delivered", "advisory_not_relevant", "advisory_withdrawn")},
    **{("improvement", event): _IMPROVEMENT for event in (
        "improvement_started", "improvement_done", "improvement_dropped")},
    **{("recommendation", event): _RECOMMENDATION for event in (
        "recommendation_agreed", "recommendation_declined", "recommendation_done")},
    ("certificate", "certificate_renewed"): lambda _row, step, _left: {"expires": step.data["expires"]["from"]},
    ("certificate", "certificate_dropped"): _no_change,
    ("contract", "contract_outcome"): _period_before,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CorrectInspection(CorrectStep):
    """Undo an action on an inspection that was recorded by mistake."""

    noun = "inspection"
    example = "deskctl inspection correct IN-2026-11-CUS-04/1 --reason 'another site'"


@dataclass(frozen=True, kw_only=True)
class CorrectAdvisory(CorrectStep):
    """Undo an action on a notice that was recorded by mistake."""

    noun = "advisory"
    example = "deskctl advisory correct AD-01/1 --reason 'another customer'"


@dataclass(frozen=True, kw_only=True)
class CorrectImprovement(CorrectStep):
    """Undo an action on an improvement that was recorded by mistake."""

    noun = "improvement"
    example = "deskctl improvement correct IM-002/1 --reason 'not begun yet'"


@dataclass(frozen=True, kw_only=True)
class CorrectRecommendation(CorrectStep):
    """Undo an action on a recommendation that was recorded by mistake."""

    noun = "recommendation"
    example = "deskctl recommendation correct RC-001/2 --reason 'he asked for time'"


@dataclass(frozen=True, kw_only=True)
class CorrectCertificate(CorrectStep):
    """Undo an action on a certificate that was recorded by mistake."""

    noun = "certificate"
    example = "deskctl certificate correct CERT-2/1 --reason 'another one' --actor LE1"


@dataclass(frozen=True, kw_only=True)
class CorrectContract(CorrectStep):
    """Undo the outcome of a contract that was recorded by mistake."""

    noun = "contract"
    example = "deskctl contract correct CT-08/1 --reason 'they sign next week' --actor MG1"
