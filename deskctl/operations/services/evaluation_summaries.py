"""Summarise the evaluations of a month, and name the improvements that follow (S2.G-2, S0-goal.d)."""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.next_ids import next_id
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.queries.services.evaluations import month_evaluations

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_TABLE = "evaluation_summary"


@dataclass(frozen=True, kw_only=True)
class SummariseEvaluations(Operation):
    """Summarise the evaluations of a month: asked, answered, the average, and what is to be done better."""

    noun = "evaluation"
    verb = "summarise"
    event = "evaluations_summarised"
    on_ticket = False
    about = "month"
    example = "deskctl evaluation summarise 2026-10 --improvements IM-002 --text 'slow on site in the north'"

    month: str | None = option(N_("the month, such as 2026-10"), required=True)
    customer: str | None = option(N_("only for this customer"), ref="customer")
    text: str | None = option(N_("what they show"), long=True)
    improvements: tuple[str, ...] = option(N_("the improvements that follow"), ref="improvement", default=())

    def run(self, desk: "Desk") -> None:
        """Store the current figures; an unanswered request counts as asked, never as a score."""
        if _MONTH.fullmatch(str(self.month)) is None:
            raise BadData(N_("{field}: {value} is not a month such as 2026-12."), field="month", value=self.month)
        scores = month_evaluations(desk.reader, str(self.month), desk.zone, self.customer)
        if not scores.asked and not scores.scores:
            raise Refused(
                N_("In {month} nobody was asked for an evaluation."), month=self.month, clause="S2.G-1", code="order",
                hint="deskctl due list --kind evaluation",
            )  # fmt: skip
        row = {
            "id": next_id(desk, _TABLE, "EV-", 3), "period": self.month, "customer": self.customer,
            "asked": scores.asked, "answered": len(scores.scores), "average": scores.average,
            "worst": min(scores.scores, default=None), "text": self.text, "made_at": desk.at,
            "improvements": json.dumps(list(self.improvements)),
        }  # fmt: skip
        desk.insert(_TABLE, row)
        kept = {name: value for name, value in row.items() if value is not None}
        desk.record_in_history(_TABLE, str(row["id"]), self.event, kept)
