"""Promised calls, which the desk promises and not the policy: made, postponed, done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, OnRecord, RecordOperation
from deskctl.operations.framework.values import missing
from deskctl.sla.facts import instant, shown_moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CALLED = frozenset({"ticket", "phone"})


@dataclass(frozen=True, kw_only=True)
class AddCallback(AddRecord):
    """Promise a call: whom, when, about what; it is yours unless somebody else is named."""

    noun = "callback"
    first_id = "CB-001"
    needed: ClassVar[tuple[str, ...]] = ("due", "text")
    example = "deskctl callback add --ticket T-068 --due '2026-11-23 09:45' --text 'whether the export worked'"

    due: datetime | None = option(N_("when to call"), coming=True)
    text: str | None = option(N_("what the call is about"), long=True)
    ticket: str | None = option(N_("the ticket"), ref="ticket")
    contact: str | None = option(N_("whom to call; the ticket's contact if not given"), ref="contact")
    phone: str | None = option(N_("under which number; the contact's if not given"))
    staff: str | None = option(N_("who calls"), ref="staff")

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the person to call if neither a ticket nor a number is given."""
        return () if _CALLED & texts.keys() else ("contact",)

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer of the ticket."""
        return self._ticket(desk).get("customer")

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Fill in who calls whom; refuse a call to nobody."""
        ticket = self._ticket(desk)
        contact = self.contact or ticket.get("contact")
        phone = self.phone or (desk.row("contact", id=contact) or {}).get("phone") if contact else self.phone
        if contact is None and phone is None:
            raise BadData(N_("Say whom to call: a ticket, a person or a number."), field="contact")
        return {
            ABOUT: next_id(desk, self.noun, "CB-", 3),
            "staff": self.staff or desk.actor,
            "due_at": instant(self._due),
            "text": self.text,
            "ticket": ticket.get("number"),
            "contact": contact,
            "phone": phone,
            "done_at": None,
        }

    @property
    def _due(self) -> datetime:
        if self.due is None:
            raise missing("due")
        return self.due

    def _ticket(self, desk: "Desk") -> dict[str, Any]:
        number = ticket_number(self.ticket) if self.ticket else None
        return (desk.row("ticket", number=number) or {}) if number else {}


@dataclass(frozen=True, kw_only=True)
class _OnCallback(OnRecord, RecordOperation):
    """An action on a call that was promised."""

    noun = "callback"

    def open_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the row; refuse a call that was made already."""
        row = self.row(desk)
        if row["done_at"] is not None:
            raise Refused(
                N_("{id}: this call was made already, at {at}."),
                id=self.id,
                at=shown_moment(row["done_at"], desk.zone),
                code="order",
                hint=f"deskctl callback show {self.id}",
            )
        return row


@dataclass(frozen=True, kw_only=True)
class CallbackDone(_OnCallback):
    """Record that a promised call was made; on its ticket it is a call."""

    verb = "done"
    event = "callback_done"
    example = "deskctl callback done CB-001 --summary 'works'"

    summary: str | None = option(N_("what was said"), long=True)
    minutes: int | None = option(N_("how long, in minutes"), minimum=0, maximum=1440)

    def run(self, desk: "Desk") -> None:
        """Record the call, on its ticket too."""
        row = self.open_row(desk)
        self.save(desk, {"done_at": desk.at}, self.data())
        if row["ticket"] is not None:
            desk.take(row["ticket"])
            summary = self.summary or row["text"]
            desk.record("contact", {**self.data(), "direction": "out", "summary": summary, "callback": self.id})
            desk.settle()
            desk.put_away()


@dataclass(frozen=True, kw_only=True)
class MoveCallback(_OnCallback):
    """Postpone a promised call to another time."""

    verb = "move"
    event = "callback_moved"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "due")
    example = "deskctl callback move CB-001 --due '2026-11-23 14:00'"

    due: datetime | None = option(N_("when to call"), stored=False, coming=True)
    reason: str | None = option(N_("why"))

    def run(self, desk: "Desk") -> None:
        """Change the time, and keep the earlier one in the history."""
        row = self.open_row(desk)
        if self.due is None:
            raise missing("due")
        moved = {"from": row["due_at"], "to": instant(self.due)}
        self.save(desk, {"due_at": moved["to"]}, {"due_at": moved, **self.data()})
