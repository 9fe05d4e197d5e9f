"""The state of mails and messages after a desk is exported and imported."""

import io

from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.exchange.desk_export import write_desk
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.mail.intake.intake import Intake, Place
from deskctl.store.sqlite.create import create_store

RAW = b"From: p-0101@cus01.example.com\r\nSubject: Q\r\nMessage-ID: <q1@c>\r\n\r\nwhen?\r\n"


def exported(store: str) -> bytes:
    stream = io.BytesIO()
    write_desk(store, stream)
    return stream.getvalue()


def test_moved_desk_imports_no_mail_twice(desk: TimedDesk) -> None:
    """Export and import keep the known mails of each mailbox and the attempts of each message."""
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    with Intake(desk.store, message_settings(), lambda: desk.now) as intake:
        intake.begin_folder("service", "INBOX", 4_000_000_000, [1, 2])
        intake.take(RAW, place=Place("service", "INBOX", 4_000_000_000, 3))
    desk.sink.answers = {"RCPT": "451 later"}
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    first, other = exported(desk.store), str(desk.folder / "other.db")
    create_store(other)
    read_desk(io.BytesIO(first), other)
    assert exported(other) == first
    moved = TimedDesk(other, desk.sink, desk.folder, desk.now)
    with Intake(other, message_settings(), lambda: desk.now) as intake:
        assert intake.unknown_uids("service", "INBOX", 4_000_000_000, [1, 2, 3, 4]) == [4]
    assert [one["outcome"] for one in moved.outbox("OB-0001")["history"]] == ["later"]
