"""Advice to a customer after an inspection; it becomes a recommendation (S4-inspection, S4-tuning)."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.inspections.inspection_record import OnInspection, as_json
from deskctl.operations.services.recommendations import propose
from deskctl.policy_file.checklists import GROUPS

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Advise(OnInspection):
    """Record what the customer is advised to do after an inspection, or what was tuned."""

    verb = "advise"
    event = "advised"
    also = ("recommendation_added",)
    example = "deskctl inspection advise IN-2026-11-CUS-02 --area usage --text 'add 16 GB of memory'"

    area: str | None = option(N_("hardware, software or usage"), choices=GROUPS, required=True)
    kind: str | None = option(N_("advice, or tuning"), choices=("advice", "tuning"), default="advice")
    text: str | None = option(N_("the advice"), required=True, long=True)
    asset: str | None = option(N_("on which equipment"), ref="asset")
    done: bool | None = option(N_("it was done at once"))

    def run(self, desk: "Desk") -> None:
        """Add it to the advice of the inspection, and make a recommendation of it."""
        row = self.inspection_row(desk)
        advice = [*json.loads(row["advice"]), self.text]
        self.keep(desk, self.event, {"area": self.area, "kind": self.kind, "text": self.text, "done": self.done},
                  advice=as_json(advice))  # fmt: skip
        propose(desk, {
            "customer": row["customer"], "asset": self.asset, "area": self.area, "text": self.text,
            "kind": "tuning" if self.kind == "tuning" else {"hardware": "hardware"}.get(str(self.area), "process"),
            "inspection": self.id, "state": "done" if self.done else "proposed",
        })  # fmt: skip
