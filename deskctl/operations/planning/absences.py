"""Absences of the staff: an absent person is not dispatched and does not cover the roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.operations.framework.values import ends_early
from deskctl.queries.reference.roster import shifts_between

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_COLUMNS = {"from": "start", "until": "end"}


@dataclass(frozen=True, kw_only=True)
class _Absence(RecordOperation):
    """The columns of an absence."""

    noun = "absence"
    first_id = "AB-01"
    needed: ClassVar[tuple[str, ...]] = ("staff", "from_", "until_")

    staff: str | None = option(N_("who"), ref="staff")
    from_: datetime | None = option(N_("from when"), day="first")
    until_: datetime | None = option(N_("until when"), day="last")
    reason: str | None = option(N_("why"))

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with the times under their names."""
        return {_COLUMNS.get(name, name): value for name, value in super().columns_set().items()}

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse an end before the start; warn of shifts on call that nobody covers."""
        if row["end"] <= row["start"]:
            raise ends_early("until", row["end"], row["start"], desk.zone)
        for shift in shifts_between(desk.reader, row["start"], row["end"]):
            if shift.staff == row["staff"]:
                desk.warn(N_("{staff} is on call then: {shift}."), staff=shift.staff, shift=shift.id)


@dataclass(frozen=True, kw_only=True)
class AddAbsence(AddRecord, _Absence):
    """Add a period in which a member of the staff is away."""

    example = "deskctl absence add --staff EN2 --from '2026-12-01 08:30' --until '2026-12-03 17:30' --reason 'leave'"


@dataclass(frozen=True, kw_only=True)
class EditAbsence(EditRecord, _Absence):
    """Change an absence."""

    example = "deskctl absence edit AB-01 --until '2026-12-04 17:30'"


@dataclass(frozen=True, kw_only=True)
class RetireAbsence(RetireRecord):
    """Remove an absence from the plan: somebody comes to work after all."""

    noun = "absence"
    example = "deskctl absence retire AB-01 --reason 'comes to work'"
