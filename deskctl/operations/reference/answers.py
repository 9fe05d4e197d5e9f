"""The answers to questions that are asked often, kept by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.numbering import next_id
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import Adding, Editing, Master

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Answer(Master):
    """The columns of an entry of the FAQ."""

    noun = "faq"
    needed: ClassVar[tuple[str, ...]] = ("system", "question", "answer")
    unsaid: ClassVar[Mapping[str, Any]] = {"lang": "zh", "version": 1}

    system: str | None = option(N_("the system it is about"))
    question: str | None = option(N_("the question"), long=True)
    answer: str | None = option(N_("the answer"), long=True)
    language: str | None = option(N_("the language of the answer"), choices=("zh", "en"), stored=False)

    def given(self) -> dict[str, Any]:
        """Call the language by the name of its column."""
        return {**super().given(), **({"lang": self.language} if self.language else {})}

    def new_id(self, desk: "Desk") -> str:
        """Go on after `FAQ-005`."""
        return next_id(desk, self.noun, "FAQ-", 3)


@dataclass(frozen=True, kw_only=True)
class AddAnswer(Adding, _Answer):
    """Add an entry to the FAQ that no ticket has led to."""

    example = (
        "deskctl faq add --system MINI-P7 --question 'How do I print the timetable?' --answer 'Adjust the margins.'"
    )


@dataclass(frozen=True, kw_only=True)
class EditAnswer(Editing, _Answer):
    """Edit an entry of the FAQ; its version goes up."""

    example = "deskctl faq edit FAQ-001 --answer 'Adjust the margins.'"

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Count the version up where something differs."""
        columns = super().after(desk, before)
        if all(before[name] == value for name, value in columns.items()):
            return columns
        return {**columns, "version": before["version"] + 1}
