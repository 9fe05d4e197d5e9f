"""Joining a message to its ticket: it is recorded there as a contact, without further consequences.

There are two exceptions: a bounce of the desk's own message, and the answer of a member of the staff to a notice.
"""

from typing import TYPE_CHECKING, Any

from deskctl.desk.outbox import BOUNCED
from deskctl.mail.classification.classify import Classified
from deskctl.mail.parsed_message import ParsedMail
from deskctl.operations.messages.replies import end_notices
from deskctl.operations.rules.undo.undo_effects import undo_effects
from deskctl.queries.messages.mail_texts import is_sealed
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CONTACT = "contact"
_RECORDED = frozenset({"reply", "auto", "bounce"})
_NOTICES = frozenset({"notify", "escalation"})
_BY_DELIVERY = frozenset({"engineer_notified", "feedback_sent"})
_LONGEST_NOTE = 2_000


def join(desk: "Desk", mail: str, reading: ParsedMail, classified: Classified) -> bool:
    """Record a message on its ticket and return True; a message about a ticket that is over waits for a person."""
    if classified.bounce is not None and classified.answers is not None and classified.bounce.failed:
        _mark_bounced(desk, classified.answers.id, classified.bounce.status)
    if classified.joins is None or classified.kind not in _RECORDED:
        return False
    case = desk.take(classified.joins)
    if case.state.status in OVER:
        return False
    _record_contact(desk, mail, reading, classified)
    if classified.bounce is not None and classified.answers is not None and classified.bounce.failed:
        _undo_delivery(desk, classified.answers.id)
    elif _speaker(classified) is not None and classified.sender.staff and classified.answers is not None:
        _acknowledge(desk, mail, classified.answers.id, classified.sender.staff)
    return True


def _record_contact(desk: "Desk", mail: str, reading: ParsedMail, classified: Classified) -> None:
    data: dict[str, Any] = {"mail": mail, "direction": "in", "how": "email"}
    if classified.kind != "reply":
        data["automatic"] = True
    if is_sealed(desk.reader, reading.text, ((file.type, file.name) for file in reading.files)):
        data["sealed"] = True
    if classified.new_participant:
        data["unknown_person"] = reading.from_address
        if reading.signs.forged:
            data["unproved"] = True
    note = (reading.text_new or reading.subject)[:_LONGEST_NOTE]
    desk.record(_CONTACT, data, actor=_speaker(classified), note=note)


def _speaker(classified: Classified) -> str | None:
    """Return whose words a message is; nobody's if it is not a reply, or its writer is unknown."""
    if classified.kind != "reply" or classified.new_participant:
        return None
    return classified.sender.contact or classified.sender.staff


def _mark_bounced(desk: "Desk", message: str, status: str) -> None:
    desk.hold("outbox")
    columns = {"state": BOUNCED, "bounced_at": desk.now, "bounce_status": status or None, "next_try": None}
    desk.update("outbox", {"id": message}, columns)


def _undo_delivery(desk: "Desk", message: str) -> None:
    """Undo the action that the delivery of a message had recorded, since it did not arrive."""
    for fact in desk.case.story.facts:
        if fact.event in _BY_DELIVERY and fact.data.get("outbox") == message:
            desk.record("corrected", {"seq": fact.seq, "reason": "bounced", "outbox": message}, note="")
            undo_effects(desk, fact)


def _acknowledge(desk: "Desk", mail: str, message: str, staff: str) -> None:
    """End a chain of notices, since a member of the staff has answered one."""
    row = desk.row("outbox", id=message) or {}
    if row["kind"] in _NOTICES and desk.case.number == row["ticket"]:
        desk.record("acknowledged", {"mail": mail, "outbox": message, "how": "email"}, actor=staff, note="")
        end_notices(desk, desk.case.number, staff, "reply")
