"""Bounces, and answers of staff and customers to the desk's own messages."""

from email import message_from_bytes

from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.notify.trial_message import send_test
from deskctl.queries.ticket.history import history

BOUNCE = """Return-Path: <>
From: MAILER-DAEMON@desk.example.com
Subject: Undelivered Mail
Message-ID: <bounce-{action}@desk.example.com>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

could not be delivered
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.desk.example.com

Final-Recipient: rfc822; en4@desk.example.com
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
"""


def _notify_by_mail(desk: TimedDesk) -> str:
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    return str(message_from_bytes(desk.sink.accepted[0][2])["Message-ID"])


def _bounce(message_id: str, action: str, status: str) -> bytes:
    return BOUNCE.format(message_id=message_id, action=action, status=status).encode()


def _is_notified(desk: TimedDesk) -> bool:
    events = [event for event, actor in desk.events(71) if actor == "DESK"]
    return events.count("engineer_notified") > events.count("corrected")


def test_bounced_notice_notified_nobody(desk: TimedDesk) -> None:
    """A permanent failure undoes the notification, so that its clock runs again from its start."""
    message_id = _notify_by_mail(desk)
    assert _is_notified(desk)
    mail = desk.receive(_bounce(message_id, "failed", "5.1.1"))
    assert (mail["kind"], mail["joins"]) == ("bounce", "T-071")
    assert not _is_notified(desk)
    shown = desk.outbox("OB-0001")
    assert (shown["state"], shown["bounce_status"]) == ("bounced", "5.1.1")


def test_bounced_address_gets_no_automatic_mail(desk: TimedDesk) -> None:
    """A notice to an address that bounced, in any case, is cancelled until a test message to it has arrived."""
    desk.receive(_bounce(_notify_by_mail(desk), "failed", "5.1.1"))
    desk.later(minutes=1)
    desk.do("staff.edit", id="EN4", email="EN4@Desk.example.com")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    shown = desk.outbox("OB-0002")
    assert (shown["state"], shown["closed_reason"]) == ("cancelled", "the address bounced")
    desk.later(minutes=1)
    send_test(desk.store, message_settings(), lambda: desk.now, actor="MG1", to="EN4", by="mail")
    desk.do("ticket.note", 71, text="again")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    assert desk.outbox("OB-0004")["state"] == "sent"


def test_delay_is_not_a_failure(desk: TimedDesk) -> None:
    """A report of a delay changes nothing."""
    desk.receive(_bounce(_notify_by_mail(desk), "delayed", "4.4.1"))
    assert _is_notified(desk)
    assert desk.outbox("OB-0001")["state"] == "sent"


def test_bounce_of_a_foreign_message_changes_nothing(desk: TimedDesk) -> None:
    """A forged bounce with a message id that the desk never sent changes nothing."""
    _notify_by_mail(desk)
    mail = desk.receive(_bounce("<t-071.guess@desk.example.com>", "failed", "5.1.1"))
    assert (mail["kind"], mail["joins"]) == ("bounce", None)
    assert _is_notified(desk)


def test_reply_of_the_staff_acknowledges(desk: TimedDesk) -> None:
    """An engineer's reply to the notice is recorded as an acknowledgement, and open notices are cancelled."""
    message_id = _notify_by_mail(desk)
    desk.do("ticket.note", 71, text="again")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.receive(
        f"From: en4@desk.example.com\nSubject: re\nMessage-ID: <a@d>\nIn-Reply-To: {message_id}\n\n收到\n".encode()
    )
    assert ("acknowledged", "EN4") in desk.events(71)
    assert [message["state"] for message in desk.outbox()] == ["acknowledged", "cancelled"]


def test_forged_reply_of_the_staff_does_not_acknowledge(desk: TimedDesk) -> None:
    """A reply in an engineer's name that the mail server does not believe is recorded, but as nobody's word."""
    message_id = _notify_by_mail(desk)
    head = "Authentication-Results: mx.desk.example.com; spf=fail; dkim=none; dmarc=fail\nFrom: en4@desk.example.com"
    raw = f"{head}\nSubject: re\nMessage-ID: <f@d>\nIn-Reply-To: {message_id}\n\n收到\n"
    assert desk.receive(raw.encode())["joins"] == "T-071"
    assert desk.events(71)[-1] == ("contact", "DESK")
    assert desk.ask(lambda conn: history(conn, 71))[-1].data["unproved"]
    assert desk.outbox("OB-0001")["state"] == "sent"


def test_command_acknowledges(desk: TimedDesk) -> None:
    """`ticket ack` acknowledges the notice and is recorded as such, and not as a response to the customer."""
    _notify_by_mail(desk)
    desk.do("ticket.ack", 71, actor="EN4")
    assert desk.outbox("OB-0001")["state"] == "acknowledged"
    assert desk.events(71)[-1] == ("acknowledged", "EN4")


def test_customer_does_not_acknowledge(desk: TimedDesk) -> None:
    """A customer's reply to a notice joins the ticket, but does not acknowledge the notice."""
    message_id = _notify_by_mail(desk)
    raw = f"From: p-0702@cus07.example.com\nSubject: re\nMessage-ID: <b@d>\nIn-Reply-To: {message_id}\n\nok\n"
    assert desk.receive(raw.encode())["joins"] == "T-071"
    assert desk.outbox("OB-0001")["state"] == "sent"
