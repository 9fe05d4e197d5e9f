"""The hand-over of a shift: notes and tickets for the next shift, which confirms that it has read them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, OnRecord, RecordOperation
from deskctl.queries.watch.shift_handovers import tickets_to_hand_over
from deskctl.sla.facts import shown_moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class HandOverShift(AddRecord):
    """Hand over to the next shift: what it must know, and the tickets that need it first."""

    noun = "shift"
    first_id = "SH-001"
    verb = "hand-over"
    needed: ClassVar[tuple[str, ...]] = ("text",)
    example = "deskctl shift hand-over --text 'the customer of T-069 lets us in until 11'"

    text: str | None = option(N_("what the next shift must know"), long=True)
    tickets: tuple[str, ...] = option(
        N_("the tickets that come first; by default those that are late, due soon, paused or to be called back"),
        ref="ticket",
        default=(),
    )

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row, by default with the tickets that are late, due soon, paused, or to call back."""
        named = [ticket_number(name) for name in self.tickets] or tickets_to_hand_over(desk.reader, desk.now)
        return {
            ABOUT: self.new_id(desk),
            "staff": desk.actor,
            "at": desk.at,
            "text": self.text,
            "tickets": json.dumps([ticket_name(number) for number in dict.fromkeys(named)]),
            "confirmed_at": None,
            "confirmed_by": None,
        }


@dataclass(frozen=True, kw_only=True)
class ConfirmShift(OnRecord, RecordOperation):
    """Confirm that you have read what the shift before handed over."""

    noun = "shift"
    verb = "confirm"
    event = "shift_confirmed"
    example = "deskctl shift confirm SH-001"

    def run(self, desk: "Desk") -> None:
        """Refuse a hand-over that is confirmed already, and one's own."""
        row = self.row(desk)
        if row["confirmed_at"] is not None:
            raise Refused(
                N_("{id} was confirmed already: by {who} at {at}."),
                id=self.id,
                who=row["confirmed_by"],
                at=shown_moment(row["confirmed_at"], desk.zone),
                code="order",
            )
        if row["staff"] == desk.actor:
            raise Refused(N_("{id} is yours: the next shift confirms it."), id=self.id, code="not_yours")
        self.save(desk, {"confirmed_at": desk.at, "confirmed_by": desk.actor}, {})
