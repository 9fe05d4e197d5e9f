"""What is in the outbox is sent once, its fate is written down, and the ticket learns of a delivery only then."""

import json
from email import message_from_bytes
from email.policy import default

import pytest
from desk_in_hand import DeskInHand

from deskctl.config.messages import message_settings
from deskctl.errors import Refused
from deskctl.notify.worker import MessageSender
from deskctl.queries.ticket.history import history


def _with_address(desk: DeskInHand, staff: str = "EN4") -> None:
    desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com", channels=["oncall"])


def test_an_engineer_is_notified_when_the_server_took_the_mail(desk: DeskInHand) -> None:
    """The notice is queued first; the step is recorded by the desk at the moment of the delivery."""
    _with_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert ("engineer_notified", "DESK") not in desk.events(71)
    (message,) = desk.outbox()
    assert (message["state"], message["kind"], message["recipient"]) == ("waiting", "notify", "en4@desk.example.com")
    desk.later(minutes=2)
    assert desk.send().sent == 1
    assert desk.events(71)[-1] == ("engineer_notified", "DESK")
    shown = desk.outbox("OB-0001")
    assert (shown["state"], shown["receipt"]) == ("sent", "2.0.0 queued as X1")
    mail = message_from_bytes(desk.sink.taken[0][2], policy=default)
    assert mail["subject"].startswith("[T-071] 请立即处理")
    assert mail["X-Deskctl-Loop"] == "desk-7f31"
    assert "ticket ack T-071" in mail.get_content()


def test_the_same_is_not_sent_twice(desk: DeskInHand) -> None:
    """A second round sends nothing, and asking twice before any other step queues one message."""
    _with_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert (desk.send().sent, desk.send().sent, len(desk.outbox())) == (1, 0, 1)


def test_a_chat_gets_the_subject_only(desk: DeskInHand) -> None:
    """A chat service is a third party: it is told the number and the title, not the rest."""
    _with_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="chat")
    desk.send()
    words = (desk.folder / "chat.txt").read_text(encoding="utf-8")
    assert words.startswith("[T-071]")
    assert "联系人" not in words


def test_nobody_is_notified_without_a_way(desk: DeskInHand) -> None:
    """A person without an address is not told by mail; the way out is named."""
    with pytest.raises(Refused) as refused:
        desk.do("ticket.notify", 71, to="EN4", by="mail")
    assert "staff edit EN4" in str(refused.value.hint)


def test_a_phone_call_is_recorded_at_once(desk: DeskInHand) -> None:
    """A person told the engineer: that needs no message."""
    desk.do("ticket.notify", 71, to="EN4")
    assert desk.events(71)[-1] == ("engineer_notified", "MG1")
    assert desk.outbox() == []


@pytest.mark.parametrize(
    ("answers", "state"),
    [({"RCPT": "550 no"}, "refused"), ({"RCPT": "451 later"}, "waiting"), ({"MAIL": "530 log in"}, "waiting")],
)
def test_what_is_not_taken_is_not_recorded(desk: DeskInHand, answers: dict[str, str], state: str) -> None:
    """A refusal is for a person, a temporary one for another time; neither counts as notified."""
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    desk.sink.answers = answers
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    shown = desk.outbox("OB-0001")
    assert shown["state"] == state
    assert len(shown["history"]) == 1
    assert ("engineer_notified", "DESK") not in desk.events(71)


def test_a_message_that_may_have_arrived_goes_again_under_its_id(desk: DeskInHand) -> None:
    """A line that dies after the message leaves it unsure; later it goes again, marked, under the same id."""
    _with_address(desk)
    desk.sink.dies = "ANSWER"
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.send()
    assert desk.outbox("OB-0001")["state"] == "unsure"
    assert desk.send().sent == 0
    desk.sink.dies = ""
    desk.later(minutes=3)
    assert desk.send().sent == 1
    first, second = (message_from_bytes(data)["Message-ID"] for _from, _to, data in desk.sink.taken)
    assert first == second
    assert desk.outbox("OB-0001")["uncertain"] is True


def test_a_killed_worker_leaves_no_message_behind(desk: DeskInHand) -> None:
    """What was about to go when the worker died may have arrived: it is marked, and goes again."""
    _with_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    sending = MessageSender(desk.store, message_settings(), lambda: desk.now)
    sending._claim(desk.ask(_row))  # noqa: SLF001 - the moment before the kill
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


def test_a_flood_is_held(desk: DeskInHand) -> None:
    """More than ten messages to one address within ten minutes are held for a person, who may release them."""
    _with_address(desk)
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


def test_an_old_notice_wakes_nobody(desk: DeskInHand) -> None:
    """A notice that could not go for four hours expires; one of a ticket that is over is cancelled."""
    _with_address(desk)
    desk.do("ticket.notify", 71, to="EN4", by="mail")
    desk.later(hours=5)
    desk.send()
    assert (desk.outbox("OB-0001")["state"], desk.sink.taken) == ("expired", [])


def test_the_report_is_sent_by_mail(desk: DeskInHand) -> None:
    """The report goes to the contact with the file attached; it counts as sent when the server took it."""
    before = len(desk.events(64))
    desk.do("report.send", 64, by="mail")
    assert len(desk.events(64)) == before
    desk.send()
    assert desk.events(64)[-1] == ("feedback_sent", "DESK")
    mail = message_from_bytes(desk.sink.taken[0][2], policy=default)
    (file,) = mail.iter_attachments()
    assert file.get_filename().startswith("T-064-R")
    desk.do("report.send", 64, by="hand")
    assert desk.events(64)[-1] == ("feedback_sent", "MG1")


def test_the_customers_word_does_not_wait_for_the_receipt(desk: DeskInHand) -> None:
    """A customer who is satisfied before the server took the mail is satisfied: the ticket closes afterwards."""
    desk.do("ticket.correct", 64, seq=_sent_by_hand(desk), reason="it goes by mail")
    desk.do("report.send", 64, by="mail")
    desk.later(minutes=1)
    desk.do("feedback.satisfied", 64, by_contact="P-0401", how="phone")
    desk.later(minutes=1)
    desk.send()
    desk.do("ticket.close", 64)
    assert desk.events(64)[-1] == ("closed", "MG1")


def _sent_by_hand(desk: DeskInHand) -> int:
    steps = desk.ask(lambda conn: list(history(conn, 64)))
    return int(next(step.seq for step in reversed(steps) if step.event == "feedback_sent"))


def test_a_mail_is_answered_in_its_thread(desk: DeskInHand) -> None:
    """A person's answer goes to the sender, with the sender's message named, and says nothing of machines."""
    mail = desk.receive(b"From: p-0101@cus01.example.com\r\nSubject: Q\r\nMessage-ID: <q1@cus01>\r\n\r\nwhen?\r\n")
    desk.do("mail.reply", mail=mail["mail"], text="今天下午。", actor="BS1")
    desk.send()
    answer = message_from_bytes(desk.sink.taken[0][2], policy=default)
    assert (answer["subject"], answer["in-reply-to"]) == ("Re: Q", "<q1@cus01>")
    assert "Auto-Submitted" not in answer
    assert "今天下午" in answer.get_content()


def test_no_secret_is_kept(desk: DeskInHand) -> None:
    """A channel's address is in no row of the store and in no answer of the program."""
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


def test_a_robot_gets_no_more_than_it_takes_in_a_minute(desk: DeskInHand) -> None:
    """The twenty-first message of a minute to a chat waits for the next one; it is neither held nor refused."""
    _with_address(desk)
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
