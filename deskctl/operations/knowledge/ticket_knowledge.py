"""Operations on a ticket about knowledge: FAQ entries, courseware, trainings (S2.A-1, S3-course)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.next_ids import next_id
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import missing
from deskctl.queries.customers.ticket_assets import first_asset, model_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class PublishFaq(Operation):
    """Put question and answer of the ticket into the FAQ; as a draft by those who may not release it."""

    noun = "faq"
    verb = "publish"
    event = "faq_published"
    example = "deskctl faq publish T-017 --question 'How do I print the timetable?' --answer 'Adjust the margins.'"

    faq: str | None = option(N_("an entry that is there already"), ref="faq", stored=False)
    system: str | None = option(N_("the system it is about; the ticket's first asset if not given"), stored=False)
    question: str | None = option(N_("the question; the ticket's title if not given"), long=True, stored=False)
    answer: str | None = option(N_("the answer"), long=True, stored=False)

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the answer if no entry is named."""
        return () if "faq" in texts else ("answer",)

    def run(self, desk: "Desk") -> None:
        """Record the entry, adding a new one if none is named."""
        desk.record(self.event, {"faq": self.faq or self._add_entry(desk)})

    def _add_entry(self, desk: "Desk") -> str:
        if not self.answer:
            raise missing("answer")
        model = model_of(desk.reader, first_asset(desk.reader, desk.case.number))
        name = next_id(desk, "faq", "FAQ-", 3)
        row = {
            "id": name,
            "system": self.system or model or "-",
            "question": self.question or desk.case.columns["title"],
            "answer": self.answer,
            "source_ticket": desk.case.number,
            "version": 1,
            "lang": desk.case.columns["lang"],
            "state": None if _may_release(desk) else "draft",
        }
        desk.insert("faq", row)
        if row["state"]:
            desk.warn(
                N_("{id} is a draft until it is released: {command}"), id=name, command=f"deskctl faq release {name}"
            )
        return name


def _may_release(desk: "Desk") -> bool:
    """Return whether the actor may give answers to customers."""
    from deskctl.operations.rules.people.rights import is_entitled
    from deskctl.sla.rights import rights_on
    from deskctl.store.facts.policies import desk_rights

    return is_entitled(desk.reader, desk.acting, rights_on(desk_rights(desk.reader), "faq.release", {}))


def publish_answer(desk: "Desk", answer: str | None) -> None:
    """Put question and answer of the current ticket into the FAQ."""
    PublishFaq(answer=answer).run(desk)


@dataclass(frozen=True, kw_only=True)
class NotWorthy(Operation):
    """Record why an answered question is not for the FAQ; nobody is reminded of it any more."""

    noun = "faq"
    verb = "not-worthy"
    event = "faq_not_worthy"
    example = N_("deskctl faq not-worthy T-071 --reason 'only this customer has it'")

    reason: str | None = option(N_("why"), required=True, long=True)


@dataclass(frozen=True, kw_only=True)
class RecommendCourse(Operation):
    """Recommend courseware to the customer."""

    noun = "course"
    verb = "recommend"
    event = "course_recommended"
    example = "deskctl course recommend T-068 --course CR-02"

    course: str | None = option(N_("which course"), ref="course", required=True)


@dataclass(frozen=True, kw_only=True)
class SuggestTraining(Operation):
    """Suggest a training: the same question keeps coming up."""

    noun = "training"
    verb = "suggest"
    event = "training_suggested"
    example = "deskctl training suggest T-072 --training TR-002"

    training: str | None = option(N_("which training"), ref="training")


@dataclass(frozen=True, kw_only=True)
class OpenTraining(Operation):
    """Make the ticket one of a training, which is over when the material is handed over."""

    noun = "training"
    verb = "open"
    event = "training_opened"
    example = "deskctl training open T-072 --training TR-002"

    training: str | None = option(N_("which training"), ref="training", required=True)

    def run(self, desk: "Desk") -> None:
        """Link the ticket and the training."""
        super().run(desk)
        desk.change(training=self.training)
        desk.update("training", {"id": self.training}, {"ticket": desk.case.number})
