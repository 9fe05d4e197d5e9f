"""The customer's evaluation: asked for, recorded, summarised; an unanswered one is never a score (S2.G)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

ANSWER_CHANNELS = ("phone", "email", "in_person", "online")
"""How a customer is asked for an evaluation, and how the answer comes."""


def require_finished_work(desk: "Desk") -> None:
    """Refuse an evaluation of work that is not done."""
    asked_for = desk.case.columns["kind"] == "evaluation"
    if not asked_for and "resolved" not in desk.case.story.happened:
        raise Refused(
            N_("{ticket} is not resolved yet: there is nothing to evaluate."), ticket=desk.case.name, clause="S2.G-1",
            code="order", hint=f"deskctl ticket resolve {desk.case.name}",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ask(Operation):
    """Record that the customer was asked for an evaluation."""

    noun = "evaluation"
    verb = "ask"
    event = "evaluation_asked"
    example = "deskctl evaluation ask T-007"

    how: str | None = option(N_("how the customer was asked"), choices=ANSWER_CHANNELS)
    of_contact: str | None = option(N_("who was asked"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Record it once the work is done; it is asked twice at most."""
        require_finished_work(desk)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """Record the customer's evaluation."""

    noun = "evaluation"
    verb = "record"
    event = "evaluated"
    actor_field = "by_contact"
    example = "deskctl evaluation record T-007 --score 5 --text 'quick'"

    score: int | None = option(N_("stars, 1 to 5"), minimum=1, maximum=5, required=True)
    text: str | None = option(N_("the customer's own words"), long=True)
    by_contact: str | None = option(N_("who evaluated"), ref="contact")
    channel: str | None = option(N_("how it came"), choices=ANSWER_CHANNELS)

    def run(self, desk: "Desk") -> None:
        """Keep the score; the owner of the ticket may not record their own evaluation."""
        require_finished_work(desk)
        if desk.case.columns["owner"] == desk.actor and desk.case.columns["kind"] != "evaluation":
            raise Refused(
                N_("{ticket} is yours: somebody else records what the customer thinks of it."), ticket=desk.case.name,
                clause="S2.G-1", code="not_yours", hint="deskctl whoami",
            )  # fmt: skip
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Summarise(Operation):
    """Summarise evaluations, and name what is to be done better."""

    noun = "ticket"
    verb = "summarise"
    event = "summarised"
    example = "deskctl ticket summarise T-064 --improvement IM-003"

    improvement: str | None = option(N_("what should be improved"), ref="improvement")
    text: str | None = option(N_("the summary; not needed if it is in the note"), long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Keep the words as the note of the action."""
        desk.record(self.event, self.data(), note=self.text or desk.note)
