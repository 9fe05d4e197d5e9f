"""The firm's people, and the roster of the lead engineers (S5.5-major-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.numbering import next_id
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import Adding, Editing, Master
from deskctl.queries.reference.roster import overlapping_shifts

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_LEAD = "lead_engineer"
_PREFIXES: Mapping[str, str] = {
    "hotline_technician": "HL",
    "engineer": "EN",
    "senior_engineer": "SE",
    _LEAD: "LE",
    "business": "BS",
    "developer": "DV",
    "service_manager": "MG",
}


@dataclass(frozen=True, kw_only=True)
class _Person(Master):
    """The columns of one of the staff."""

    noun = "staff"
    needed: ClassVar[tuple[str, ...]] = ("name", "role")
    unsaid: ClassVar[Mapping[str, Any]] = {"skills": "[]"}

    name: str | None = option(N_("the name"))
    role: str | None = option(N_("what they may do"), choices=tuple(_PREFIXES))
    skills: tuple[str, ...] = option(N_("what they know"), default=())
    phone: str | None = option(N_("the phone number"))
    email: str | None = option(N_("the mail address"))
    channels: tuple[str, ...] = option(N_("the ways to reach them, in their order"), default=())
    quiet: str | None = option(N_("hours without messages that can wait: 22:00-07:00"))

    def new_id(self, desk: "Desk") -> str:
        """Go on after `EN4`."""
        return next_id(desk, self.noun, _PREFIXES[str(self.role)], 1)


@dataclass(frozen=True, kw_only=True)
class AddPerson(Adding, _Person):
    """Add one of the staff."""

    example = "deskctl staff add --name '孙样' --role engineer --skills 存储"


@dataclass(frozen=True, kw_only=True)
class EditPerson(Editing, _Person):
    """Edit one of the staff."""

    example = "deskctl staff edit EN2 --skills 网络 --skills 存储"


@dataclass(frozen=True, kw_only=True)
class _Duty(Master):
    """The columns of a line of the roster."""

    noun = "roster"
    needed: ClassVar[tuple[str, ...]] = ("staff", "start", "end")

    staff: str | None = option(N_("which lead engineer"), ref="staff")
    start: datetime | None = option(N_("from when"))
    end: datetime | None = option(N_("until when"))

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse who is no lead engineer, and an end before the start."""
        person = desk.row("staff", id=row["staff"]) or {}
        if person["role"] != _LEAD:
            raise Refused(
                N_("{staff} is no lead engineer."), staff=row["staff"], clause="S5.5-major-1", hint="deskctl staff list"
            )
        if row["end"] <= row["start"]:
            raise BadData(N_("{field} lies before the start."), field="end")
        for other in overlapping_shifts(desk.reader, row):
            desk.warn(N_("This shift overlaps {other}."), other=other)

    def new_id(self, desk: "Desk") -> str:
        """Go on after `RO-12`."""
        return next_id(desk, self.noun, "RO-")


@dataclass(frozen=True, kw_only=True)
class AddDuty(Adding, _Duty):
    """Put a lead engineer on the roster."""

    example = "deskctl roster add --staff LE1 --start '2026-12-07 08:00' --end '2026-12-07 09:00'"


@dataclass(frozen=True, kw_only=True)
class EditDuty(Editing, _Duty):
    """Change a line of the roster."""

    example = "deskctl roster edit RO-12 --start '2026-12-07 08:00'"
