"""Change requests: decided by size, delivered if they are small (S2.F)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import SIZES
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Decide(Operation):
    """Decide on a change: small ones are carried out, large ones get a quote or are declined."""

    noun = "change"
    verb = "decide"
    event = "change_decided"
    example = "deskctl change decide T-068 --size small --estimate-days 1.5 --decision accepted --actor MG1"

    size: str | None = option(N_("small enough for maintenance, or large"), choices=SIZES, required=True)
    estimate_days: float | None = option(N_("how many days of work"), minimum=0, maximum=10_000)
    decision: str | None = option(
        N_("carried out, quoted for, or declined"), choices=("accepted", "quote", "declined"), required=True
    )

    def run(self, desk: "Desk") -> None:
        """Store the decision."""
        super().run(desk)
        row = {"size": self.size, "estimate_days": self.estimate_days, "decision": self.decision}
        desk.replace("change", {"ticket": desk.case.number, **row})


@dataclass(frozen=True, kw_only=True)
class Deliver(Operation):
    """Record in which version the change is delivered."""

    noun = "change"
    verb = "deliver"
    event = "change_delivered"
    follows = ("change_decided",)
    example = "deskctl change deliver T-068 --version 3.1.4"

    version: str | None = option(N_("the version that brings it"), required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a change that was not accepted."""
        row = desk.row("change", ticket=desk.case.number) or {}
        if row.get("decision") != "accepted":
            raise Refused(
                N_("{ticket}: the change was not accepted."),
                ticket=desk.case.name,
                clause="S2.F-2",
                code="change_not_accepted",
                remedy=Remedy(
                    do="change.decide", ticket=desk.case.name, fields={"size": "small", "decision": "accepted"}
                ),
            )
        super().run(desk)
