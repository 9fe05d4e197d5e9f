"""The main actions on a ticket: answer, respond, resolve, close."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.language.words.choices import FAULT_CLASSES
from deskctl.operations.closing.unfinished_items import warn_of_open_items, warn_of_open_session, warn_of_unfinished
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.knowledge.similar_questions import warn_of_training_need

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Answer(Operation):
    """Record the first answer to the customer."""

    noun = "ticket"
    verb = "answer"
    event = "first_response"
    offline = True
    example = "deskctl ticket answer T-072"


@dataclass(frozen=True, kw_only=True)
class Respond(Operation):
    """Record the engineer's call back; a ticket without an owner is assigned to the engineer."""

    noun = "ticket"
    verb = "respond"
    event = "engineer_response"
    offline = True
    also = ("assigned",)
    example = "deskctl ticket respond T-071 --actor EN1"

    def run(self, desk: "Desk") -> None:
        """Become its owner if it has none and the actor is on the staff."""
        super().run(desk)
        if desk.case.state.owner is None and desk.is_staff(desk.actor):
            desk.record("assigned", {"to": desk.actor}, note="")


@dataclass(frozen=True, kw_only=True)
class Resolve(Operation):
    """Record that the service is restored or the question answered; this does not close the ticket."""

    noun = "ticket"
    verb = "resolve"
    event = "resolved"
    barred_by = ("resolved",)
    until = ("reopened", "not_satisfied")
    gates = ("upgrade_verified",)
    also = ("faq_published",)
    example = "deskctl ticket resolve T-068 --answer 'use template B'"

    answer: str | None = option(N_("what was said to the customer"), long=True)
    fault_class: str | None = option(N_("soft fault or hard fault"), choices=FAULT_CLASSES)
    solved_on_spot: bool | None = option(N_("solved on the spot"))
    workaround: bool | None = option(N_("a workaround, not the final solution"))
    faq: str | None = option(N_("the answer that was used"), ref="faq")
    new_faq: bool | None = option(N_("put question and answer into the FAQ"), stored=False)
    not_faq_worthy: bool | None = option(N_("nobody else will ask this: the FAQ needs no answer to it"))
    improvement: str | None = option(N_("what should be improved"), ref="improvement")

    def run(self, desk: "Desk") -> None:
        """Put the answer into the FAQ if requested; warn of similar questions and open checklist items."""
        super().run(desk)
        if self.new_faq:
            from deskctl.operations.knowledge.ticket_knowledge import publish_answer

            publish_answer(desk, self.answer)
        warn_of_training_need(desk)
        warn_of_open_items(desk)
        warn_of_open_session(desk)


@dataclass(frozen=True, kw_only=True)
class Close(Operation):
    """Close the ticket; refused before the report is issued and the customer is satisfied."""

    noun = "ticket"
    verb = "close"
    event = "closed"
    needs_customer = True
    gates = (
        "training_material",
        "work_log",
        "upgrade_verified",
        "report",
        "customers_word",
        "change_decided",
        "defect_fixed",
    )
    example = "deskctl ticket close T-064"

    override: str | None = option(N_("why the lead closes it although an error of ours is not fixed"), long=True)

    def run(self, desk: "Desk") -> None:
        """Close it, and warn of what it leaves unfinished."""
        super().run(desk)
        warn_of_unfinished(desk)
