"""Courseware: added with its files, edited, published again as a new edition, retired (S3-course)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.language.i18n import N_
from deskctl.language.words.choices import COURSES, LANGUAGES
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, EditRecord, OnRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.operations.framework.values import missing
from deskctl.operations.knowledge.course_files import PUBLISHED, WithFiles, keep_edition
from deskctl.store.facts.desk_zone import usual_language

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

_CUSTOMER = "customer"


@dataclass(frozen=True, kw_only=True)
class _Course(RecordOperation):
    """The columns of a course."""

    noun = "course"
    first_id = "CR-01"
    needed: ClassVar[tuple[str, ...]] = ("system", "title")
    initial: ClassVar[Mapping[str, Any]] = {"kind": "training"}

    system: str | None = option(N_("the system it is about; * for every system"))
    kind: str | None = option(N_("what it is"), choices=COURSES)
    title: str | None = option(N_("its title"))
    language: str | None = option(N_("the language of the course"), choices=LANGUAGES, stored=False)
    audience: str | None = option(
        N_("who may read it: all who run the system, or one customer"), choices=("all", _CUSTOMER)
    )
    customer: str | None = option(N_("the customer it is made for"), ref="customer")

    def defaults(self, reader: "Reader") -> dict[str, Any]:
        """Return the default values, with the usual language of the desk's customers."""
        return {**super().defaults(reader), "lang": usual_language(reader)}

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the customer of a course that is made for one."""
        return ("customer",) if texts.get("audience") == _CUSTOMER else ()

    def columns_set(self) -> dict[str, Any]:
        """Return the columns; a course made for a customer is visible to that customer only."""
        named = {"lang": self.language} if self.language else {}
        own = {"audience": _CUSTOMER} if self.customer else {}
        return {**super().columns_set(), **own, **named}

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Refuse a course for one customer that names none."""
        if row.get("audience") == _CUSTOMER and not row.get("customer"):
            raise missing("customer")


@dataclass(frozen=True, kw_only=True)
class AddCourse(WithFiles, AddRecord, _Course):
    """Add a course, with its files or without them yet."""

    example = N_("deskctl course add --system ERP-X --title 'Closing a month' --kind training")

    def run(self, desk: "Desk") -> None:
        """Add the course, then keep the files as its first edition."""
        super().run(desk)
        if self.content:
            keep_edition(desk, desk.recorded[-1].subject, 1, self.content)


@dataclass(frozen=True, kw_only=True)
class EditCourse(EditRecord, _Course):
    """Edit a course: its title, its system, its audience."""

    example = N_("deskctl course edit CR-01 --title 'Closing a month (new)'")


@dataclass(frozen=True, kw_only=True)
class RetireCourse(RetireRecord):
    """Retire a course: it is no longer offered, its editions stay."""

    noun = "course"
    example = N_("deskctl course retire CR-05 --reason 'out of date'")


@dataclass(frozen=True, kw_only=True)
class PublishCourse(WithFiles, OnRecord, RecordOperation):
    """Publish an edition of a course with its files; earlier editions stay readable."""

    noun = "course"
    verb = "publish"
    event = PUBLISHED
    begins_work = True
    operand = "file"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "file")
    example = "deskctl course publish CR-01 slides.pdf"

    def run(self, desk: "Desk") -> None:
        """Raise the edition unless the course has no files yet."""
        row = self.row(desk)
        keep_edition(desk, str(self.id), row["version"] + (row["files"] != "[]"), self.content)
