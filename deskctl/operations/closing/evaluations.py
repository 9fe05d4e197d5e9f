"""The customer's evaluation: asked for, recorded, summarised; an unanswered one is never a score (S2.G)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Ask(Operation):
    """Record that the customer was asked for an evaluation."""

    noun = "evaluation"
    verb = "ask"
    event = "evaluation_asked"
    example = "deskctl evaluation ask T-007"

    how: str | None = option(N_("how the customer was asked"), choices=("phone", "email", "in_person", "online"))


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """Record the customer's evaluation."""

    noun = "evaluation"
    verb = "record"
    event = "evaluated"
    said_by = "by_contact"
    example = "deskctl evaluation record T-007 --score 5 --text 'quick'"

    score: int | None = option(N_("stars"), minimum=1, maximum=5, required=True)
    text: str | None = option(N_("the customer's own words"), long=True)
    by_contact: str | None = option(N_("who evaluated"), ref="contact")


@dataclass(frozen=True, kw_only=True)
class Summarise(Operation):
    """Summarise evaluations, and name what is to be done better."""

    noun = "ticket"
    verb = "summarise"
    event = "summarised"
    example = "deskctl ticket summarise T-064 --improvement IM-003"

    improvement: str | None = option(N_("what is to be done better"), ref="improvement")
    text: str | None = option(N_("the summary; the note does as well"), long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Keep the words as the note of the step."""
        desk.record(self.event, self.data(), note=self.text or desk.note)
