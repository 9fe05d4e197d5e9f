"""What mail servers and the staff answer to the desk's own messages."""

from email import message_from_bytes

from desk_in_hand import DeskInHand

from deskctl.config.messages import message_settings
from deskctl.notify.trial_message import send_test

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


def _told(desk: DeskInHand) -> str:
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    return str(message_from_bytes(desk.sink.taken[0][2])["Message-ID"])


def _bounce(message_id: str, action: str, status: str) -> bytes:
    return BOUNCE.format(message_id=message_id, action=action, status=status).encode()


def _stands(desk: DeskInHand) -> bool:
    events = [event for event, actor in desk.events(71) if actor == "DESK"]
    return events.count("engineer_notified") > events.count("corrected")


def test_a_notice_that_came_back_notified_nobody(desk: DeskInHand) -> None:
    """A lasting failure takes the step back: the clock runs on from its old start."""
    message_id = _told(desk)
    assert _stands(desk)
    mail = desk.receive(_bounce(message_id, "failed", "5.1.1"))
    assert (mail["kind"], mail["joins"]) == ("bounce", "T-071")
    assert not _stands(desk)
    shown = desk.outbox("OB-0001")
    assert (shown["state"], shown["bounce_status"]) == ("bounced", "5.1.1")


def test_an_address_that_bounced_is_sent_nothing_by_machine(desk: DeskInHand) -> None:
    """A notice to an address that came back is not sent; a test message that arrives opens the way again."""
    desk.receive(_bounce(_told(desk), "failed", "5.1.1"))
    desk.later(minutes=1)
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


def test_a_delay_is_no_failure(desk: DeskInHand) -> None:
    """A report that only announces a delay changes nothing."""
    desk.receive(_bounce(_told(desk), "delayed", "4.4.1"))
    assert _stands(desk)
    assert desk.outbox("OB-0001")["state"] == "sent"


def test_a_bounce_of_a_message_that_is_not_ours_changes_nothing(desk: DeskInHand) -> None:
    """A forged report names a message id that the desk never made."""
    _told(desk)
    mail = desk.receive(_bounce("<t-071.guess@desk.example.com>", "failed", "5.1.1"))
    assert (mail["kind"], mail["joins"]) == ("bounce", None)
    assert _stands(desk)


def test_an_answer_of_the_staff_acknowledges(desk: DeskInHand) -> None:
    """The engineer answers the notice by mail: the chain ends, and the log says who took note."""
    message_id = _told(desk)
    desk.do("ticket.note", 71, text="again")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.receive(
        f"From: en4@desk.example.com\nSubject: re\nMessage-ID: <a@d>\nIn-Reply-To: {message_id}\n\n收到\n".encode()
    )
    assert ("acknowledged", "EN4") in desk.events(71)
    assert [message["state"] for message in desk.outbox()] == ["acknowledged", "cancelled"]


def test_a_command_acknowledges(desk: DeskInHand) -> None:
    """`ticket ack` ends the chain as well; it is not the call to the customer."""
    _told(desk)
    desk.do("ticket.ack", 71, actor="EN4")
    assert desk.outbox("OB-0001")["state"] == "acknowledged"
    assert desk.events(71)[-1] == ("acknowledged", "EN4")


def test_a_customer_acknowledges_nothing(desk: DeskInHand) -> None:
    """Whoever is not of the staff does not end the chain, even if he names the notice."""
    message_id = _told(desk)
    raw = f"From: p-0702@cus07.example.com\nSubject: re\nMessage-ID: <b@d>\nIn-Reply-To: {message_id}\n\nok\n"
    assert desk.receive(raw.encode())["joins"] == "T-071"
    assert desk.outbox("OB-0001")["state"] == "sent"
