"""The worker sends each message of the outbox once and records the delivery on the ticket only afterwards."""

import json
from email import message_from_bytes
from email.policy import default

import pytest
from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.errors import Refused
from deskctl.notify.worker import MessageSender
from deskctl.queries.ticket.history import history


def _set_address(desk: TimedDesk, staff: str = "EN4") -> None:
    desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com", channels=["oncall"])


def test_notification_is_recorded_after_delivery(desk: TimedDesk) -> None:
    """A notice is queued first, and the notification is recorded by the desk when the server accepted the mail."""
    _set_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert ("engineer_notified", "DESK") not in desk.events(71)
    (message,) = desk.outbox()
    assert (message["state"], message["kind"], message["recipient"]) == ("waiting", "notify", "en4@desk.example.com")
    desk.later(minutes=2)
    assert desk.send().sent == 1
    assert desk.events(71)[-1] == ("engineer_notified", "DESK")
    shown = desk.outbox("OB-0001")
    assert (shown["state"], shown["receipt"]) == ("sent", "2.0.0 queued as X1")
    mail = message_from_bytes(desk.sink.accepted[0][2], policy=default)
    assert mail["subject"].startswith("[T-071] 请立即处理")
    assert mail["X-Deskctl-Loop"] == "desk-7f31"
    assert "ticket ack T-071" in mail.get_content()


def test_same_notice_is_not_sent_twice(desk: TimedDesk) -> None:
    """A second round sends nothing, and the same request before any other action queues one message."""
    _set_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert (desk.send().sent, desk.send().sent, len(desk.outbox())) == (1, 0, 1)


def test_chat_gets_the_subject_only(desk: TimedDesk) -> None:
    """A chat service, as a third party, gets number and title only."""
    _set_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="chat")
    desk.send()
    words = (desk.folder / "chat.txt").read_text(encoding="utf-8")
    assert words.startswith("[T-071]")
    assert "联系人" not in words


def test_person_without_an_address_is_not_notified_by_mail(desk: TimedDesk) -> None:
    """A notice by mail to a person without an address is refused with the command that sets one."""
    with pytest.raises(Refused) as refused:
        desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert "staff edit EN4" in str(refused.value.hint)


def test_phone_call_is_recorded_at_once(desk: TimedDesk) -> None:
    """A notification by phone is recorded at once and sends no message."""
    desk.do("ticket.notify", 71, to="EN4")
    assert desk.events(71)[-1] == ("engineer_notified", "MG1")
    assert desk.outbox() == []


@pytest.mark.parametrize(
    ("answers", "state"),
    [({"RCPT": "550 no"}, "refused"), ({"RCPT": "451 later"}, "waiting"), ({"MAIL": "530 log in"}, "waiting")],
)
def test_undelivered_notice_is_not_recorded(desk: TimedDesk, answers: dict[str, str], state: str) -> None:
    """A refused notice ends, a temporary failure waits, and neither is recorded as a notification."""
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    desk.sink.answers = answers
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    shown = desk.outbox("OB-0001")
    assert shown["state"] == state
    assert len(shown["history"]) == 1
    assert ("engineer_notified", "DESK") not in desk.events(71)


def test_uncertain_message_is_sent_again_with_its_id(desk: TimedDesk) -> None:
    """A message whose connection ended after its text is unsure, and is sent again later with the same id."""
    _set_address(desk)
    desk.sink.disconnects_at = "ANSWER"
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    assert desk.outbox("OB-0001")["state"] == "unsure"
    assert desk.send().sent == 0
    desk.sink.disconnects_at = ""
    desk.later(minutes=3)
    assert desk.send().sent == 1
    first, second = (message_from_bytes(data)["Message-ID"] for _from, _to, data in desk.sink.accepted)
    assert first == second
    assert desk.outbox("OB-0001")["uncertain"] is True


def test_message_of_a_killed_worker_is_sent_again(desk: TimedDesk) -> None:
    """A message that was being sent when the worker died is marked as uncertain and sent again."""
    _set_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    sending = MessageSender(desk.store, message_settings(), lambda: desk.now)
    sending._claim(desk.ask(_row))  # noqa: SLF001 - the state before the kill
    sending.close()
    assert desk.outbox("OB-0001")["state"] == "sending"
    desk.later(minutes=3)
    assert desk.send().sent == 0
    desk.later(minutes=3)
    assert desk.send().sent == 1
    assert desk.outbox("OB-0001")["uncertain"] is True


def _row(conn: object) -> dict[str, object]:
    from deskctl.queries.messages.outbox_rows import due_messages

    return due_messages(conn, 1 << 40, 1)[0]  # type: ignore[arg-type]


def test_flood_is_held(desk: TimedDesk) -> None:
    """More than ten messages to one address within ten minutes are held until a person releases them."""
    _set_address(desk)
    for number in range(12):
        desk.do("ticket.notify", 71, to="EN4", by="mail")
        desk.do("ticket.note", 71, text=f"note {number}")
    desk.send()
    states = [message["state"] for message in desk.outbox()]
    assert (states.count("sent"), states.count("held")) == (10, 2)
    held = next(message["outbox"] for message in desk.outbox() if message["state"] == "held")
    desk.do("outbox.release", outbox=held)
    desk.send()
    assert desk.outbox(held)["state"] == "sent"


def test_old_notice_expires(desk: TimedDesk) -> None:
    """A notice that could not be sent for four hours expires."""
    _set_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.later(hours=5)
    desk.send()
    assert (desk.outbox("OB-0001")["state"], desk.sink.accepted) == ("expired", [])


def test_report_is_sent_by_mail(desk: TimedDesk) -> None:
    """The report is mailed to the contact as an attachment, and is recorded as sent when the server accepted it."""
    before = len(desk.events(64))
    desk.do("report.send", 64, by="mail")
    assert len(desk.events(64)) == before
    desk.send()
    assert desk.events(64)[-1] == ("feedback_sent", "DESK")
    mail = message_from_bytes(desk.sink.accepted[0][2], policy=default)
    (file,) = mail.iter_attachments()
    assert file.get_filename().startswith("T-064-R")
    desk.do("report.send", 64, by="hand")
    assert desk.events(64)[-1] == ("feedback_sent", "MG1")


def test_customers_answer_does_not_wait_for_the_receipt(desk: TimedDesk) -> None:
    """A customer's satisfaction may be recorded before the mail was delivered, and the ticket closes afterwards."""
    desk.do("ticket.correct", 64, seq=_sent_by_hand(desk), reason="it goes by mail")
    desk.do("report.send", 64, by="mail")
    desk.later(minutes=1)
    desk.do("feedback.satisfied", 64, by_contact="P-0401", how="phone")
    desk.later(minutes=1)
    desk.send()
    desk.do("ticket.close", 64)
    assert desk.events(64)[-1] == ("closed", "MG1")


def _sent_by_hand(desk: TimedDesk) -> int:
    steps = desk.ask(lambda conn: list(history(conn, 64)))
    return int(next(step.seq for step in reversed(steps) if step.event == "feedback_sent"))


def test_mail_is_answered_in_its_thread(desk: TimedDesk) -> None:
    """A person's reply is sent to the sender in the thread of the mail and is not marked as automatic."""
    mail = desk.receive(b"From: p-0101@cus01.example.com\r\nSubject: Q\r\nMessage-ID: <q1@cus01>\r\n\r\nwhen?\r\n")
    desk.do("mail.reply", mail=mail["mail"], text="今天下午。", actor="BS1")
    desk.send()
    answer = message_from_bytes(desk.sink.accepted[0][2], policy=default)
    assert (answer["subject"], answer["in-reply-to"]) == ("Re: Q", "<q1@cus01>")
    assert "Auto-Submitted" not in answer
    assert "今天下午" in answer.get_content()


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Q", "[T-067] Re: Q"),
        ("答复：钱箱", "[T-067] 答复：钱箱"),
        ("RE[2]: [T-067] Q", "RE[2]: [T-067] Q"),
    ],
)
def test_answer_about_a_ticket_names_it(desk: TimedDesk, subject: str, answered: str) -> None:
    """The answer to a mail of a ticket has its number in the subject, as a mail program may drop the references."""
    head = f"From: p-0101@cus01.example.com\r\nSubject: {subject}\r\nMessage-ID: <q2@cus01>\r\n\r\nwhen?\r\n"
    mail = desk.receive(head.encode())["mail"]
    if "[T-067]" not in subject:
        desk.do("mail.join", 67, mail=mail)
    desk.do("mail.reply", mail=mail, text="今天下午。", actor="BS1")
    desk.send()
    answer = message_from_bytes(desk.sink.accepted[-1][2], policy=default)
    assert answer["subject"] == answered


def test_address_that_no_server_accepts_stops_no_other_message(desk: TimedDesk) -> None:
    """A message to such an address is refused with the reason, and the messages behind it are sent."""
    for number, sender in enumerate(["张三@cus01.example.com", "p-0101@cus01.example.com"]):
        raw = f"From: <{sender}>\r\nSubject: Q\r\nMessage-ID: <q{number}@cus01>\r\n\r\nwhen?\r\n"
        mail = desk.receive(raw.encode())
        desk.do("mail.reply", mail=mail["mail"], text="今天下午。", actor="BS1")
    desk.send()
    assert [row["state"] for row in desk.outbox()] == ["refused", "sent"]
    assert len(desk.sink.accepted) == 1


def test_answer_to_a_confirmation_of_receipt_joins_the_later_ticket(desk: TimedDesk) -> None:
    """A mail that the desk answered before it became a ticket takes the answer with it."""
    mail = desk.receive(b"From: p-0101@cus01.example.com\r\nSubject: Q\r\nMessage-ID: <q1@cus01>\r\n\r\nwhen?\r\n")
    desk.do("mail.reply", mail=mail["mail"], text="今天下午。", actor="BS1")
    desk.send()
    ours = message_from_bytes(desk.sink.accepted[0][2])["message-id"]
    desk.do("mail.join", 67, mail=mail["mail"], actor="BS1")
    raw = (
        f"From: p-0101@cus01.example.com\r\nSubject: ok\r\nMessage-ID: <q2@cus01>\r\nIn-Reply-To: {ours}\r\n\r\nok\r\n"
    )
    answer = desk.receive(raw.encode())
    assert (answer["kind"], answer["joins"]) == ("reply", "T-067")


def test_secret_is_not_stored(desk: TimedDesk) -> None:
    """A channel's address is neither stored nor shown."""
    secret = "https://qyapi.example.com/send?key=TOPSECRET"  # noqa: S105 - of no account
    (desk.folder / "url").write_text(secret, encoding="utf-8")
    settings = (desk.folder / "settings.toml").read_text(encoding="utf-8")
    robot = '[channel.robot]\nkind = "wecom"\nurl_file = "url"\n'
    (desk.folder / "settings.toml").write_text(settings + robot, encoding="utf-8")
    desk.do("staff.edit", id="EN4", channels=["robot"])
    desk.do("ticket.notify", 71, to="EN4", by="chat")
    desk.send()
    assert "TOPSECRET" not in json.dumps(desk.outbox("OB-0001"))
    assert b"TOPSECRET" not in (desk.folder / "desk.db").read_bytes()


def test_chat_has_a_limit_per_minute(desk: TimedDesk) -> None:
    """A chat gets at most twenty messages a minute, and further ones wait for the next minute."""
    _set_address(desk)
    numbers = [
        desk.do("ticket.open", contact="P-0101", title=f"till {n}", severity="general").ticket for n in range(21)
    ]
    for number in numbers:
        desk.do("ticket.notify", number, to="EN4", by="chat")
    desk.send()
    states = [row["state"] for row in desk.outbox() if row["kind"] == "notify"]
    assert (states.count("sent"), states.count("waiting")) == (20, 1)
    desk.later(seconds=61)
    desk.send()
    assert {row["state"] for row in desk.outbox() if row["kind"] == "notify"} == {"sent"}
