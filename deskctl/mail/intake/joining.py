"""What follows from a message that belongs to a ticket: it is noted there, and never by itself more than that."""

from typing import TYPE_CHECKING, Any

from deskctl.mail.classification.kinds import Classified
from deskctl.mail.reading import Reading
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CONTACT = "contact"
_NOTED = frozenset({"reply", "auto", "bounce"})
_LONGEST_NOTE = 2_000


def join(desk: "Desk", mail: str, reading: Reading, found: Classified) -> bool:
    """Note a message at its ticket and return True; one about a ticket that is over waits for a person."""
    if found.joins is None or found.kind not in _NOTED:
        return False
    case = desk.take(found.joins)
    if case.state.status in OVER:
        return False
    data: dict[str, Any] = {"mail": mail, "direction": "in", "how": "email"}
    if found.kind != "reply":
        data["automatic"] = True
    if found.new_participant:
        data["unknown_person"] = reading.from_address
    speaker = found.sender.contact or found.sender.staff
    note = (reading.text_new or reading.subject)[:_LONGEST_NOTE]
    desk.record(_CONTACT, data, said_by=speaker if found.kind == "reply" else None, note=note)
    return True
