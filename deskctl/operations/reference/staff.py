"""The firm's people, and the roster of the lead engineers (S5.5-major-1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import ROLES
from deskctl.names import DESK
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.operations.framework.values import ends_early
from deskctl.operations.reference.address_checks import check_address, check_hours
from deskctl.operations.reference.retirement import (
    check_no_open_tickets,
    warn_of_duties,
    warn_of_shifts,
    warn_of_visits,
)
from deskctl.operations.rules.people.self_promotion import check_self_promotion
from deskctl.queries.reference.roster import overlapping_shifts
from deskctl.store.facts.people import LEAD, MANAGER, folded, people, person

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PREFIXES: Mapping[str, str] = {
    "hotline_technician": "HL",
    "engineer": "EN",
    "senior_engineer": "SE",
    LEAD: "LE",
    "business": "BS",
    "developer": "DV",
    MANAGER: "MG",
}


@dataclass(frozen=True, kw_only=True)
class _Person(RecordOperation):
    """The columns of one of the staff."""

    noun = "staff"
    needed: ClassVar[tuple[str, ...]] = ("name", "role")
    initial: ClassVar[Mapping[str, Any]] = {"user": None, "retired_at": None}
    other_names: ClassVar[Mapping[str, str]] = {"login": "user"}
    kept_as: ClassVar[Mapping[str, str]] = {"language": "lang", "quiet_hours": "quiet"}
    """Options named like these columns would clash with those of the whole program."""

    name: str | None = option(N_("the person's name"))
    role: str | None = option(N_("what they may do"), choices=ROLES)
    roles: tuple[str, ...] = option(N_("all that they may do, if it is more than one"), choices=ROLES, default=())
    skills: tuple[str, ...] = option(N_("what they know"), default=())
    phone: str | None = option(N_("the phone number"))
    email: str | None = option(N_("the mail address"))
    channels: tuple[str, ...] = option(N_("the ways to reach them, in their order"), default=())
    quiet_hours: str | None = option(N_("hours without messages that can wait: 22:00-07:00"), stored=False)
    language: str | None = option(N_("the language of the messages to them"), choices=("zh", "en"), stored=False)
    user: str | None = option(N_("their account on the machine or the server: who acts if no actor is named"))

    def columns_set(self) -> dict[str, Any]:
        """Return the columns, with a list of roles only if there are several; refuse an invalid address or hours."""
        check_address(self.email)
        check_hours(self.quiet_hours)
        named = {column: getattr(self, name) for name, column in self.kept_as.items()}
        columns = {**super().columns_set(), **{column: value for column, value in named.items() if value}}
        roles = tuple(dict.fromkeys(filter(None, (self.role, *self.roles))))
        if roles:
            columns |= {"role": roles[0], "roles": json.dumps(roles) if len(roles) > 1 else None}
        return columns

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse the name of the desk itself, and a user name that somebody else has."""
        if DESK.casefold() in {folded(row["name"]), folded(row["user"] or "")}:
            raise BadData(N_("{name} is the name of the desk itself."), name=DESK, field="name")
        for other in people(desk.reader) if row["user"] and row["retired_at"] is None else ():
            if other.active and other.id != row["id"] and other.user and folded(other.user) == folded(row["user"]):
                raise BadData(N_("{id} has the user name {user} already."), id=other.id, user=other.user, field="user")

    def new_id(self, desk: "Desk") -> str:
        """Return the next id of the role, such as `EN5`."""
        return next_id(desk, self.noun, _PREFIXES[str(self.role)], 1)


@dataclass(frozen=True, kw_only=True)
class AddPerson(AddRecord, _Person):
    """Add a member of the staff."""

    example = N_("deskctl staff add --name 'Sam Sample' --role engineer --skills storage")


@dataclass(frozen=True, kw_only=True)
class EditPerson(EditRecord, _Person):
    """Edit a member of the staff."""

    example = N_("deskctl staff edit EN2 --skills network --skills storage")

    active: bool | None = option(
        N_("works here; whoever has left is assigned nothing and records nothing"), stored=False
    )

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the new columns, with the time if the person left; refuse one's own roles, and open tickets left."""
        columns = super().after(desk, before)
        if any(columns.get(name, before[name]) != before[name] for name in ("role", "roles")):
            check_self_promotion(desk, self)
        if self.active is not None and self.active != (before["retired_at"] is None):
            columns["retired_at"] = None if self.active else desk.at
            if not self.active:
                check_no_open_tickets(desk, before["id"])
                warn_of_visits(desk, before["id"])
                warn_of_shifts(desk, before["id"])
                warn_of_duties(desk, before["id"])
        return columns


@dataclass(frozen=True, kw_only=True)
class _Duty(RecordOperation):
    """The columns of a line of the roster."""

    noun = "roster"
    first_id = "RO-01"
    needed: ClassVar[tuple[str, ...]] = ("staff", "start", "end")

    staff: str | None = option(N_("which lead engineer"), ref="staff")
    start: datetime | None = option(N_("from when"))
    end: datetime | None = option(N_("until when"))

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse anyone who is not a lead engineer, and an end before the start."""
        lead = person(desk.reader, row["staff"])
        if lead is None or LEAD not in lead.roles:
            raise Refused(
                N_("{staff} is not a lead engineer."),
                staff=row["staff"],
                clause="S5.5-major-1",
                hint="deskctl staff list",
            )
        if row["end"] <= row["start"]:
            raise ends_early("end", row["end"], row["start"], desk.zone)
        for other in overlapping_shifts(desk.reader, row):
            desk.warn(N_("This shift overlaps {other}."), other=other)


@dataclass(frozen=True, kw_only=True)
class AddDuty(AddRecord, _Duty):
    """Put a lead engineer on the roster."""

    example = "deskctl roster add --staff LE1 --start '2026-12-07 08:00' --end '2026-12-07 09:00'"


@dataclass(frozen=True, kw_only=True)
class EditDuty(EditRecord, _Duty):
    """Change a shift on the roster."""

    example = "deskctl roster edit RO-12 --start '2026-12-07 08:00'"
