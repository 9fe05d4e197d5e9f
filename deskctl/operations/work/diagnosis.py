"""The diagnosis: the cause, its explanation, the plan (S5.2, S5.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.desk.next_ids import next_id
from deskctl.language.i18n import N_
from deskctl.language.words.choices import CAUSE_CLASSES, FAULT_CLASSES
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import blank

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_DEFECT = "development_defect_"


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """State the cause of the fault to the customer."""

    noun = "diagnosis"
    verb = "record"
    event = "diagnosed"
    offline = True
    example = "deskctl diagnosis record T-071 --cause 'worn fan' --fault-class hard --method phone --told-to P-0702"

    cause: str | None = option(N_("the cause, as explained to the customer"), long=True, required=True)
    fault_class: str | None = option(N_("soft fault or hard fault"), choices=FAULT_CLASSES, required=True)
    method: str | None = option(N_("how it was found"), choices=("phone", "remote", "on_site"))
    told_to: str | None = option(N_("who was informed"), ref="contact")
    cause_class: str | None = option(N_("the kind of cause"), choices=CAUSE_CLASSES)

    def run(self, desk: "Desk") -> None:
        """Record the diagnosis; add a bug for a defect of our own software (S2.D)."""
        super().run(desk)
        number = desk.case.number
        if (self.cause_class or "").startswith(_DEFECT) and desk.row("bug", ticket=number) is None:
            severity = str(self.cause_class).removeprefix(_DEFECT)
            desk.insert("bug", {"ticket": number, "id": next_id(desk, "bug", "BUG-", 3), "severity": severity})


@dataclass(frozen=True, kw_only=True)
class Explain(Operation):
    """Explain to the customer in detail why it is not solved yet."""

    noun = "diagnosis"
    verb = "explain"
    event = "explained"
    offline = True
    example = "deskctl diagnosis explain T-066 --summary 'the board is out of stock, the loaner carries on' --to P-0301"

    summary: str | None = option(N_("what was explained; not needed if it is in the note"), long=True)
    to: str | None = option(N_("to whom"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Refuse an explanation without words."""
        if self.summary is None and not desk.note:
            raise blank("summary")
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Plan(Operation):
    """Inform the customer of the plan: what comes next, and by when."""

    noun = "diagnosis"
    verb = "plan"
    event = "plan_given"
    offline = True
    example = "deskctl diagnosis plan T-066 --next 'new board on Tuesday' --by '2026-11-24 18:00'"

    next: str | None = option(N_("what comes next"), required=True)
    by: datetime | None = option(N_("by when"))
