"""Mails to a customer in the course of a ticket, in the customer's language, and reminders."""

from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from timed_desk import TimedDesk

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list

INCIDENT = {"contact": "P-0101", "title": "till", "catalog": "B", "severity": "severe", "level": "urgent"}


@pytest.fixture
def ticket(desk: TimedDesk) -> int:
    """Open a ticket whose contact has already been mailed its number."""
    number = desk.do("ticket.open", owner="EN1", **INCIDENT).ticket
    assert number is not None
    desk.send()
    desk.sink.accepted.clear()
    return number


def mailed(desk: TimedDesk) -> list[tuple[str, str]]:
    """Send, and return subject and text of the mails to customers."""
    desk.send()
    mails = [message_from_bytes(raw, policy=default) for _from, to, raw in desk.sink.accepted if "cus" in to]
    return [(mail["subject"], mail.get_content() if not mail.is_multipart() else "") for mail in mails]


def test_agreed_visit_is_confirmed(desk: TimedDesk, ticket: int) -> None:
    """A planned visit is mailed to the contact with its time."""
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    ((subject, text),) = mailed(desk)
    assert subject == f"[T-{ticket:03d}] 上门时间 2026-11-24 09:30：till"
    assert "2026-11-24 09:30" in text


def test_moved_and_confirmed_visit_is_mailed(desk: TimedDesk, ticket: int) -> None:
    """A moved and a confirmed visit are mailed with time and engineer, and without the internal reason."""
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00", engineers=["EN1"])
    name = "V-0001"
    desk.do("visit.move", id=name, reason="INSIDE", **{"from": "2026-11-25T14:00:00+08:00"})
    desk.do("visit.confirm", id=name, by_contact="P-0101")
    _planned, moved, confirmed = mailed(desk)
    assert moved[0] == f"[T-{ticket:03d}] 上门时间改为 2026-11-25 14:00：till"
    assert confirmed[0] == f"[T-{ticket:03d}] 上门时间已确认 2026-11-25 14:00：till"
    assert all("上门工程师" in text and "INSIDE" not in text for _subject, text in (moved, confirmed))


def test_visit_recorded_late_is_not_mailed(desk: TimedDesk, ticket: int) -> None:
    """A visit that is recorded a day late is not mailed."""
    desk.later(days=1)
    call = {"planned_at": "2026-11-24T09:30:00+08:00"}
    desk.do("visit.plan", ticket, happened=desk.now.replace(day=22), **call)
    assert mailed(desk) == []


def test_reopening_is_mailed_with_the_customers_words(desk: TimedDesk, ticket: int) -> None:
    """A reopening because of the symptom is mailed with the reason, and one because of the report is not."""
    desk.do("ticket.resolve", ticket, actor="EN1")
    desk.do("ticket.reopen", ticket, symptom=True, reason="又死机了")
    desk.do("ticket.resolve", ticket, actor="EN1")
    desk.do("ticket.reopen", ticket, symptom=False)
    ((subject, text),) = mailed(desk)
    assert subject.startswith(f"[T-{ticket:03d}] 已重新受理")
    assert "又死机了" in text


def test_closing_without_an_answer_is_mailed_without_the_reason(desk: TimedDesk) -> None:
    """The customer is mailed that the ticket is closed, without the internal reason."""
    desk.do("ticket.close-without-answer", 64, reason="INSIDE: three calls", actor="LE1")
    ((subject, text),) = mailed(desk)
    assert "已关闭" in subject
    assert "INSIDE" not in text


def test_staff_reply_is_not_in_the_customers_thread(desk: TimedDesk, ticket: int) -> None:
    """A mail to the customer refers to the customer's own mail and not to a reply of the staff."""
    desk.do("staff.edit", id="EN1", email="en1@desk.example.com")
    desk.do("ticket.notify", ticket, to="EN1", by="mail")
    desk.send()
    (notice,) = [row for row in desk.outbox() if row["kind"] == "notify"]
    number = desk.outbox(notice["outbox"])["message_id"]
    answer = "From: {0}\nSubject: [T-{1:03d}] re\nMessage-ID: <{2}@x>\nIn-Reply-To: {3}\n\nyes\n"
    desk.receive(answer.format("en1@desk.example.com", ticket, "staff", number).encode())
    desk.receive(answer.format("p-0101@cus01.example.com", ticket, "own", "<none@x>").encode())
    desk.sink.accepted.clear()
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    desk.send()
    (mail,) = [message_from_bytes(raw, policy=default) for _from, to, raw in desk.sink.accepted if "cus" in to]
    assert (mail["in-reply-to"], mail["references"]) == ("<own@x>", "<own@x>")


def reminded(desk: TimedDesk, day: int) -> list[str]:
    """Return the subjects of the mails to customers at closing time of a day in November."""
    desk.sink.accepted.clear()
    desk.now = desk.now.replace(day=day, hour=17, minute=30)
    return [subject for subject, _text in mailed(desk)]


def test_customer_is_reminded_twice(desk: TimedDesk) -> None:
    """The customer is reminded after two and five working days, and then the owner is notified that no answer came."""
    desk.do("staff.edit", id="MG1", email="mg1@desk.example.com")
    desk.do("report.send", 64, by="mail")
    desk.send()
    found = {day: len(reminded(desk, day)) for day in range(23, 31)}
    assert {day for day, count in found.items() if count} == {24, 27}
    rows = [desk.outbox(row["outbox"]) for row in desk.outbox()]
    assert [row["ticket"] for row in rows if row["rule"] == "no answer"] == ["T-064"]


def test_missing_answer_is_due_for_the_owner(desk: TimedDesk) -> None:
    """From the last reminder until the customer's answer the ticket is in the due list of its owner."""

    def due() -> list[tuple[str, str | None]]:
        now = int(desk.now.timestamp())
        return desk.ask(lambda conn: [
            (duty.subject, duty.owner)
            for duty in due_list(DueInputs(conn, now, ZoneInfo("Asia/Shanghai")), DueFilter(kinds=("feedback",)))
        ])  # fmt: skip

    desk.do("report.send", 64, by="mail")
    desk.send()
    desk.now = desk.now.replace(day=27, hour=17, minute=29)
    assert due() == []
    desk.later(minutes=1)
    ((subject, owner),) = due()
    assert (subject, owner is not None) == ("T-064", True)
    desk.do("feedback.satisfied", 64, by_contact="P-0401")
    assert due() == []


def test_customer_who_answered_is_not_reminded(desk: TimedDesk) -> None:
    """Once the customer's answer is recorded no reminder is sent."""
    desk.do("report.send", 64, by="mail")
    desk.send()
    desk.do("feedback.satisfied", 64, by_contact="P-0401")
    assert reminded(desk, 24) == []


def test_refused_mail_is_noted_and_reported(desk: TimedDesk, ticket: int) -> None:
    """A mail that the customer's server refuses is noted at the ticket, and its owner is notified."""
    desk.do("staff.edit", id="EN1", channels=["oncall"])
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    desk.sink.answers = {"RCPT": "550 5.7.1 not wanted"}
    desk.send()
    assert desk.events(ticket)[-1] == ("contact", "DESK")
    rows = [desk.outbox(row["outbox"]) for row in desk.outbox()]
    assert [(row["staff"], row["channel"]) for row in rows if row["rule"] == "undelivered"] == [("EN1", "oncall")]


def test_bounced_mail_is_reported_once(desk: TimedDesk, ticket: int) -> None:
    """A mail that a server accepts and another one returns is reported like one that is refused."""
    desk.do("staff.edit", id="EN1", channels=["oncall"])
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    desk.send()
    (visit,) = [row for row in desk.outbox() if row["kind"] == "visit"]
    message_id = desk.outbox(visit["outbox"])["message_id"]
    desk.receive(
        "Return-Path: <>\nFrom: mailer-daemon@mx.example.com\nSubject: Undelivered Mail\nMessage-ID: <b@mx>\n"
        f"\nThe mailbox is full: {message_id}\n".encode()
    )
    desk.send_each(3, minutes=5)
    rows = [desk.outbox(row["outbox"]) for row in desk.outbox()]
    assert [(row["staff"], row["channel"]) for row in rows if row["rule"] == "undelivered"] == [("EN1", "oncall")]


def test_report_that_comes_back_after_the_closing_is_reported(desk: TimedDesk) -> None:
    """If a ticket is closed when its report bounces, the person who had it last is told of which message."""
    desk.do("report.send", 64, by="mail")
    desk.send()
    (report,) = [row for row in desk.outbox() if row["kind"] == "report"]
    desk.do("feedback.satisfied", 64, by_contact="P-0401")
    desk.do("ticket.close", 64)
    desk.do("staff.edit", id="EN3", channels=["oncall"])
    message_id = desk.outbox(report["outbox"])["message_id"]
    desk.receive(
        "Return-Path: <>\nFrom: mailer-daemon@mx.example.com\nSubject: Undelivered Mail\nMessage-ID: <b@mx>\n"
        f"\nThe mailbox is full: {message_id}\n".encode()
    )
    desk.send_each(2, minutes=5)
    (notice,) = desk.by_rule("undelivered")
    assert (notice["staff"], notice["state"]) == ("EN3", "sent")
    assert f"消息：{report['outbox']} {report['recipient']}" in notice["body"]
    assert ("outbox list --ticket T-064" in notice["body"], "ticket ack" in notice["body"]) == (True, False)


def test_expired_mail_is_noted(desk: TimedDesk, ticket: int) -> None:
    """A mail that the server did not accept for two days expires and is noted at the ticket."""
    desk.do("visit.plan", ticket, planned_at="2026-11-29T09:30:00+08:00")
    desk.sink.answers = {"RCPT": "451 later"}
    desk.send()
    desk.later(hours=49)
    desk.send()
    assert ("contact", "DESK") in desk.events(ticket)
    assert "expired" in {row["state"] for row in desk.outbox()}


def test_lines_of_an_english_mail_begin_with_a_capital_letter(desk: TimedDesk) -> None:
    """The promised times stand below each other like the other lines with a label."""
    desk.do("customer.edit", id="CUS-01", language="en", actor="LE1")
    desk.do("ticket.open", contact="P-0101", title="Till", severity="severe")
    ((_subject, text),) = mailed(desk)
    labels = [line.partition(":")[0] for line in text.splitlines() if ": " in line]
    assert "First response" in labels
    assert [label for label in labels if label[0].islower()] == []
