"""What a customer is mailed in the course of a ticket, in the customer's language, and reminded of."""

from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from desk_in_hand import DeskInHand

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list

INCIDENT = {"contact": "P-0101", "title": "till", "catalog": "B", "severity": "severe", "level": "urgent"}


@pytest.fixture
def ticket(desk: DeskInHand) -> int:
    """Open a ticket; its contact has the number already."""
    number = desk.do("ticket.open", owner="EN1", **INCIDENT).ticket
    assert number is not None
    desk.send()
    desk.sink.taken.clear()
    return number


def mailed(desk: DeskInHand) -> list[tuple[str, str]]:
    """Return subject and text of the mails to customers."""
    desk.send()
    mails = [message_from_bytes(raw, policy=default) for _from, to, raw in desk.sink.taken if "cus" in to]
    return [(mail["subject"], mail.get_content() if not mail.is_multipart() else "") for mail in mails]


def test_a_visit_that_is_agreed_is_confirmed(desk: DeskInHand, ticket: int) -> None:
    """The contact reads when we come."""
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    ((subject, text),) = mailed(desk)
    assert subject == f"[T-{ticket:03d}] 上门时间 2026-11-24 09:30：till"
    assert "2026-11-24 09:30" in text


def test_a_visit_that_is_moved_and_confirmed_is_mailed_with_its_time(desk: DeskInHand, ticket: int) -> None:
    """The contact reads of the new time, and that it stands; who comes is named each time."""
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00", engineers=["EN1"])
    name = "V-0001"
    desk.do("visit.move", id=name, reason="INSIDE", **{"from": "2026-11-25T14:00:00+08:00"})
    desk.do("visit.confirm", id=name, by_contact="P-0101")
    _planned, moved, confirmed = mailed(desk)
    assert moved[0] == f"[T-{ticket:03d}] 上门时间改为 2026-11-25 14:00：till"
    assert confirmed[0] == f"[T-{ticket:03d}] 上门时间已确认 2026-11-25 14:00：till"
    assert all("上门工程师" in text and "INSIDE" not in text for _subject, text in (moved, confirmed))


def test_a_visit_written_down_late_is_no_news(desk: DeskInHand, ticket: int) -> None:
    """Nobody is notified of what is recorded a day after it happened."""
    desk.later(days=1)
    call = {"planned_at": "2026-11-24T09:30:00+08:00"}
    desk.do("visit.plan", ticket, happened=desk.now.replace(day=22), **call)
    assert mailed(desk) == []


def test_a_reopening_is_reported_with_what_the_customer_wrote(desk: DeskInHand, ticket: int) -> None:
    """For the symptom, not for the report's sake."""
    desk.do("ticket.resolve", ticket, actor="EN1")
    desk.do("ticket.reopen", ticket, symptom=True, reason="又死机了")
    desk.do("ticket.resolve", ticket, actor="EN1")
    desk.do("ticket.reopen", ticket, symptom=False)
    ((subject, text),) = mailed(desk)
    assert subject.startswith(f"[T-{ticket:03d}] 已重新处理")
    assert "又死机了" in text


def test_a_closing_without_an_answer_is_reported_without_internal_words(desk: DeskInHand) -> None:
    """The customer learns that it is closed; why the lead did so stays in the house."""
    desk.do("ticket.close-without-answer", 64, reason="INSIDE: three calls", actor="LE1")
    ((subject, text),) = mailed(desk)
    assert "已关闭" in subject
    assert "INSIDE" not in text


def test_no_answer_of_the_staff_is_in_the_customers_thread(desk: DeskInHand, ticket: int) -> None:
    """What an engineer answers to a notice is not referred to in a mail to the customer; the customer's own mail is."""
    desk.do("staff.edit", id="EN1", email="en1@desk.example.com")
    desk.do("ticket.notify", ticket, to="EN1", by="mail")
    desk.send()
    (notice,) = [row for row in desk.outbox() if row["kind"] == "notify"]
    number = desk.outbox(notice["outbox"])["message_id"]
    answer = "From: {0}\nSubject: [T-{1:03d}] re\nMessage-ID: <{2}@x>\nIn-Reply-To: {3}\n\nyes\n"
    desk.receive(answer.format("en1@desk.example.com", ticket, "staff", number).encode())
    desk.receive(answer.format("p-0101@cus01.example.com", ticket, "own", "<none@x>").encode())
    desk.sink.taken.clear()
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    desk.send()
    (mail,) = [message_from_bytes(raw, policy=default) for _from, to, raw in desk.sink.taken if "cus" in to]
    assert (mail["in-reply-to"], mail["references"]) == ("<own@x>", "<own@x>")


def reminded(desk: DeskInHand, day: int) -> list[str]:
    """Return the subjects of what goes at closing time of a day of November."""
    desk.sink.taken.clear()
    desk.now = desk.now.replace(day=day, hour=17, minute=30)
    return [subject for subject, _text in mailed(desk)]


def test_a_customer_is_reminded_twice_and_then_left_alone(desk: DeskInHand) -> None:
    """After two and five working days; on the sixth the owner is notified that there is no answer."""
    desk.do("staff.edit", id="MG1", email="mg1@desk.example.com")
    desk.do("report.send", 64, by="mail")
    desk.send()
    found = {day: len(reminded(desk, day)) for day in range(23, 31)}
    assert {day for day, count in found.items() if count} == {24, 27}
    rows = [desk.outbox(row["outbox"]) for row in desk.outbox()]
    assert [row["ticket"] for row in rows if row["rule"] == "no answer"] == ["T-064"]


def test_who_does_not_answer_is_due_for_the_owner(desk: DeskInHand) -> None:
    """From the last reminder on the ticket stands in the due list of its owner, until the customer's word is there."""

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


def test_a_customer_who_has_answered_is_not_reminded(desk: DeskInHand) -> None:
    """Once the customer's word is recorded nothing more is asked."""
    desk.do("report.send", 64, by="mail")
    desk.send()
    desk.do("feedback.satisfied", 64, by_contact="P-0401")
    assert reminded(desk, 24) == []


def test_what_never_arrives_is_noted_and_told_inside(desk: DeskInHand, ticket: int) -> None:
    """A mail that the customer's server refuses is a note at the ticket, and word to the owner."""
    desk.do("staff.edit", id="EN1", channels=["oncall"])
    desk.do("visit.plan", ticket, planned_at="2026-11-24T09:30:00+08:00")
    desk.sink.answers = {"RCPT": "550 5.7.1 not wanted"}
    desk.send()
    assert desk.events(ticket)[-1] == ("contact", "DESK")
    rows = [desk.outbox(row["outbox"]) for row in desk.outbox()]
    assert [(row["staff"], row["channel"]) for row in rows if row["rule"] == "undelivered"] == [("EN1", "oncall")]


def test_what_could_not_be_sent_for_two_days_is_noted(desk: DeskInHand, ticket: int) -> None:
    """A mail that the server did not take in time is a note at the ticket too."""
    desk.do("visit.plan", ticket, planned_at="2026-11-29T09:30:00+08:00")
    desk.sink.answers = {"RCPT": "451 later"}
    desk.send()
    desk.later(hours=49)
    desk.send()
    assert ("contact", "DESK") in desk.events(ticket)
    assert "expired" in {row["state"] for row in desk.outbox()}
