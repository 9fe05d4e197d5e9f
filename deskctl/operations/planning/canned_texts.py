"""Canned texts for answers: shared ones, and one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.queries.knowledge.insertable_texts import unknown_placeholders

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_TABLE = "canned_text"


@dataclass(frozen=True, kw_only=True)
class _Text(RecordOperation):
    """The columns of a canned text."""

    noun = "text"
    table = _TABLE
    first_id = "TX-01"
    needed: ClassVar[tuple[str, ...]] = ("name", "words")

    name: str | None = option(N_("the name by which it is found"))
    words: str | None = option(N_("the text; {customer}, {name}, {ticket}, {next} are filled in"), long=True)

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse to change a text that belongs to somebody else; warn of placeholders that are not filled in."""
        if row["owner"] not in {None, desk.actor}:
            raise Refused(N_("{id} belongs to {owner}."), id=row["id"], owner=row["owner"], code="not_yours")
        if unknown := unknown_placeholders(row["words"] or ""):
            desk.warn(N_("Not filled in, and sent as written: {places}."), places=", ".join(unknown))


@dataclass(frozen=True, kw_only=True)
class AddText(AddRecord, _Text):
    """Add a canned text for everybody, or for yourself."""

    example = "deskctl text add --name received --words 'Dear {name}, we received your message about {ticket}.'"

    own: bool | None = option(N_("for yourself only"), stored=False)

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row with its owner."""
        return {**super().new_row(desk), "owner": desk.actor if self.own else None, "retired_at": None}


@dataclass(frozen=True, kw_only=True)
class EditText(EditRecord, _Text):
    """Edit a canned text."""

    example = "deskctl text edit TX-01 --words 'Dear {name}, thank you for calling.'"


@dataclass(frozen=True, kw_only=True)
class RetireText(RetireRecord):
    """Stop offering a canned text."""

    noun = "text"
    table = _TABLE
    example = "deskctl text retire TX-01 --reason 'out of date'"
