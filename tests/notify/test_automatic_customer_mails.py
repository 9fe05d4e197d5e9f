"""Automatic mails to customers: the number of a ticket, and the receipt of a mail outside working hours."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.mail.intake.intake import Intake
from deskctl.notify.templates import render_template, template_names, template_trials
from deskctl.queries.customers.mailbox import intake_values
from deskctl.queries.customers.record_lists import record_list

MAIL = "From: {sender}\nReply-To: other@outside.example.net\nSubject: {subject}\nMessage-ID: <{id}@c>\n\nwhen?\n"


def mails(desk: TimedDesk, recipient: str) -> list[EmailMessage]:
    return [message_from_bytes(raw, policy=default) for _from, to, raw in desk.sink.accepted if recipient in to]


def receive(desk: TimedDesk, number: int = 1, sender: str = "p-0101@cus01.example.com", subject: str = "Q") -> str:
    return str(desk.receive(MAIL.format(sender=sender, subject=subject, id=f"q{number}").encode())["mail"])


def set_answering(desk: TimedDesk, when: str = "out_of_hours") -> None:
    file = desk.folder / "settings.toml"
    text = file.read_text(encoding="utf-8").replace("[mail.out]", f'[mail.out]\nanswer = "{when}"')
    file.write_text(text, encoding="utf-8")


def test_number_is_mailed_in_the_thread(desk: TimedDesk) -> None:
    """A ticket that was opened from a mail is confirmed in the thread of the mail with the due times."""
    mail = receive(desk)
    done = desk.do("ticket.open", mail=mail, kind="incident", catalog="B", severity="severe", level="urgent")
    desk.send()
    (answer,) = mails(desk, "p-0101@")
    assert answer["subject"] == f"[T-{done.ticket:03d}] 已受理：Q"
    assert answer["in-reply-to"] == "<q1@c>"
    assert "首次响应：2026-11-22" in answer.get_content()
    assert answer["Auto-Submitted"] == "auto-replied"


def test_mailbox_shows_what_is_needed(desk: TimedDesk) -> None:
    """The mailbox lists text, due time and maintenance end, and intake is filled with sender, subject and text."""
    mail = receive(desk, sender="p-0501@cus05.example.com", subject="printer")
    row = dict(
        zip((table := desk.ask(lambda conn: record_list(conn, "mail", at=0))).columns, table.rows[-1], strict=True)
    )
    assert (row["id"], row["text"], row["subject"]) == (mail, "when?", "printer")
    assert row["due_at"] == int(desk.now.timestamp()) + 1_800
    assert row["maintenance_end"]
    values = desk.ask(lambda conn: intake_values(conn, mail))
    assert (values["contact"], values["title"], values["description"]) == ("P-0501", "printer", "when?")


def test_contact_without_an_address_is_not_mailed(desk: TimedDesk) -> None:
    """A ticket for a contact without a mail address queues no message."""
    desk.do("contact.edit", id="P-0101", clear=["email"])
    desk.do("ticket.open", contact="P-0101", title="x", catalog="B", severity="general", level="urgent")
    assert desk.outbox() == []


def test_mail_at_night_is_answered_once_a_day(desk: TimedDesk) -> None:
    """A mail outside working hours is answered with these hours once a day, and only to its sender."""
    set_answering(desk)
    receive(desk, 1)
    assert desk.outbox() == []
    desk.now = desk.now.replace(hour=23, minute=0)
    receive(desk, 2)
    receive(desk, 3)
    desk.send()
    (answer,) = mails(desk, "p-0101@")
    assert "09:00-22:30" in answer.get_content()
    assert [to for _from, to, _raw in desk.sink.accepted] == ["<p-0101@cus01.example.com>"]


@pytest.mark.parametrize(
    ("sender", "subject"), [("ask@stranger.example.net", "Q"), ("p-0101@cus01.example.com", "[T-070] Q")]
)
def test_unknown_sender_and_named_ticket_get_no_answer(desk: TimedDesk, sender: str, subject: str) -> None:
    """An unknown sender, and a mail that names a ticket, get no automatic answer."""
    set_answering(desk, "always")
    receive(desk, sender=sender, subject=subject)
    assert [row for row in desk.outbox() if row["kind"] == "received"] == []


def test_catastrophic_ticket_notes_a_missing_worker(desk: TimedDesk) -> None:
    """A catastrophic ticket notes that no worker runs, except on a desk without any channel."""
    catastrophe = {
        "contact": "P-0301",
        "title": "x",
        "severity": "catastrophic",
        "level": "full_urgent",
        "catalog": "B",
    }
    assert any("no worker runs" in str(notice) for notice in desk.do("ticket.open", **catastrophe).notices)
    (desk.folder / "settings.toml").write_text("", encoding="utf-8")
    assert not any("worker" in str(notice) for notice in desk.do("ticket.open", **catastrophe).notices)


def test_imported_backlog_gets_no_answer(desk: TimedDesk) -> None:
    """Old mails that are imported without answers queue no message."""
    set_answering(desk, "always")
    with Intake(desk.store, message_settings(), lambda: desk.now, answers=False) as intake:
        intake.take(MAIL.format(sender="p-0101@cus01.example.com", subject="Q", id="q9").encode())
    assert desk.outbox() == []


def test_templates_are_checked(desk: TimedDesk) -> None:
    """A template of the firm that cannot be rendered is named, and all others are valid."""
    (desk.folder / "mail").mkdir()
    (desk.folder / "mail" / "number.en.txt").write_text("{% for x in %}", encoding="utf-8")
    wrong = [row for row in template_trials() if not row["ok"]]
    assert [(row["template"], row["lang"]) for row in wrong] == [("number", "en")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", template_names())
def test_templates_render_hostile_words_as_text(name: str, lang: str) -> None:
    """Hostile values are neither run as a template nor add a line to the subject."""
    hostile = "{{ 7 * 7 }}{% for x in y %}\r\nBcc: x@y\x1b[2J"
    values = dict.fromkeys(
        ("ticket", "title", "customer", "contact", "subject", "text", "staff", "sender", "what"), hostile
    )
    subject, text = render_template(name, lang, values | {"promises": [hostile]})
    assert "\n" not in subject
    assert "49" not in f"{subject}{text}"
    assert "\x1b" not in f"{subject}{text}"
