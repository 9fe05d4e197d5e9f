"""The automatic answer to a mail outside the hotline's hours, once per day and sender."""

from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.config.messages import MessageSettings
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.mail.classification.classify import Classified
from deskctl.mail.parsed_message import ParsedMail
from deskctl.queries.reference.hours import HOTLINE, calendars

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NEVER, _ALWAYS = "never", "always"


def answer_first(
    desk: "Desk", mail: str, reading: ParsedMail, classified: Classified, settings: MessageSettings
) -> None:
    """Queue a confirmation of receipt, if the settings and the mail allow one."""
    when = settings.out.get("answer", _NEVER)
    if not classified.auto_answer or not settings.sends_mail or when == _NEVER:
        return
    hotline = calendars(desk.reader).get(HOTLINE)
    today = datetime.fromtimestamp(desk.now, desk.zone).date()
    windows = hotline.windows_on(today) if hotline else ()
    is_open = hotline is None or hotline.open_seconds(desk.now, desk.now + 1) > 0
    if when != _ALWAYS and is_open:
        return
    queue_message(
        desk,
        OutgoingMessage(
            kind="received",
            recipient=classified.sender.address,
            mail=mail,
            contact=classified.sender.contact,
            dedupe=f"received:{classified.sender.address}:{today.isoformat()}",
            answers=[reading.message_id] if reading.message_id else [],
            facts={"open": is_open, "hours": ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in windows)},
        ),
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
