"""Operations on the answers of the FAQ: add, edit, publish, review, retire (S2.A)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import LANGUAGES, TOPICS
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, EditRecord, OnRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.store.facts.desk_zone import usual_language

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

AUDIENCES = ("all", "internal")
_DRAFT, _PUBLISHED = "draft", "published"
_TEXTS = frozenset({"system", "question", "answer", "lang", "topic"})


@dataclass(frozen=True, kw_only=True)
class _Answer(RecordOperation):
    """The columns of an answer."""

    noun = "faq"
    first_id = "FAQ-001"
    needed: ClassVar[tuple[str, ...]] = ("system", "question", "answer")
    initial: ClassVar[Mapping[str, Any]] = {"state": _DRAFT}

    system: str | None = option(N_("the system it is about"))
    question: str | None = option(N_("the question"), long=True)
    answer: str | None = option(N_("the answer"), long=True)
    topic: str | None = option(N_("what it is about: a function, or a process"), choices=TOPICS)
    language: str | None = option(N_("the language of the answer"), choices=LANGUAGES, stored=False)
    audience: str | None = option(N_("who is given it: customers too, or our own people"), choices=AUDIENCES)
    review_by: date | None = option(N_("when somebody has to look at it again"), coming=True)

    def defaults(self, reader: "Reader") -> dict[str, Any]:
        """Return the default values, with the usual language of the desk's customers."""
        return {**super().defaults(reader), "lang": usual_language(reader)}

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with the language under the name of its column."""
        return {**super().columns_set(), **({"lang": self.language} if self.language else {})}


@dataclass(frozen=True, kw_only=True)
class AddAnswer(AddRecord, _Answer):
    """Add a question and its answer as a draft; `deskctl faq release` gives it to customers."""

    example = "deskctl faq add --system ERP-X --question 'How do I lock a period?' --answer 'Finance, period, lock.'"


@dataclass(frozen=True, kw_only=True)
class EditAnswer(EditRecord, _Answer):
    """Edit an answer: the version goes up, the older text stays in the history."""

    example = "deskctl faq edit FAQ-001 --answer 'Cancel the voucher, then reverse the receipt.'"

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Raise the version if a text changes."""
        columns = super().after(desk, before)
        changes = any(before[name] != value for name, value in columns.items() if name in _TEXTS)
        return {**columns, "version": before["version"] + 1} if changes else columns


@dataclass(frozen=True, kw_only=True)
class ReleaseAnswer(OnRecord, RecordOperation):
    """Publish a draft: it is to be handed over to the customers who run the system."""

    noun = "faq"
    verb = "release"
    event = "faq_released"
    begins_work = True
    example = "deskctl faq release FAQ-006"

    def run(self, desk: "Desk") -> None:
        """Refuse an answer that is published already."""
        if self.row(desk)["state"] != _DRAFT:
            raise Refused(
                N_("{id} is published already."), id=self.id, code="order", hint=f"deskctl faq edit {self.id}"
            )
        self.save(desk, {"state": _PUBLISHED}, {})


@dataclass(frozen=True, kw_only=True)
class ReviewAnswer(OnRecord, RecordOperation):
    """Record that an answer was looked at and is still right, until the next review."""

    noun = "faq"
    verb = "review"
    event = "faq_reviewed"
    begins_work = True
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "until")
    example = "deskctl faq review FAQ-001 --until 2027-11-22"

    until_: date | None = option(N_("the day of the next review"))

    def run(self, desk: "Desk") -> None:
        """Store the day; refuse one that is not in the future."""
        from datetime import datetime

        day = self.until_
        if day is None or day <= datetime.fromtimestamp(desk.now, desk.zone).date():
            raise BadData(N_("{field}: the next review must be in the future."), field="until")
        self.save(desk, {"review_by": day.isoformat()}, {"until": day.isoformat()})


@dataclass(frozen=True, kw_only=True)
class RetireAnswer(RetireRecord):
    """Retire an answer: it is no longer offered, and in no new document; issued ones keep it."""

    noun = "faq"
    example = N_("deskctl faq retire FAQ-003 --reason 'the rules for points changed'")
