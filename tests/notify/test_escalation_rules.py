"""Escalation rules written by a firm: what they watch, what ends them, and what is grouped into one message."""

from pathlib import Path

import pytest
from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.errors import BadData
from deskctl.notify.escalation.roster_check import notice_problems
from deskctl.notify.escalation.rules import load_escalation

STEP = 'steps = [{ after = "0m", to = ["owner"], by = ["mail"] }]'


def rules(desk: TimedDesk, *tables: str) -> Path:
    file = desk.folder / "escalation.toml"
    file.write_text("\n".join(f"[[escalation]]\n{table}\n{STEP}" for table in tables), encoding="utf-8")
    return file


def incident(desk: TimedDesk, severity: str = "severe", owner: str = "EN1") -> int:
    incident = {"contact": "P-0101", "title": "till", "catalog": "B", "severity": severity, "level": "full_urgent"}
    return int(desk.do("ticket.open", owner=owner, **incident).ticket or 0)


def sent_to(desk: TimedDesk, rule: str) -> list[tuple[str, str, str]]:
    desk.send()
    return [(row["staff"], row["state"], row["closed_reason"]) for row in desk.by_rule(rule)]


@pytest.fixture(autouse=True)
def _reachable_engineers(desk: TimedDesk) -> None:
    for staff in ("EN1", "EN2", "EN4"):
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")


@pytest.mark.parametrize(
    "table",
    [
        'name = "x"\nwhen = "clock > 3"',
        'name = "x"',
        'name = "x"\nwhen = "mail waiting soon"',
        'name = "x"\nwhen = "clock breached"\nuntil = "the cows come home"',
        'name = "x"\nwhen = "due"\ngroup = "often"',
    ],
)
def test_unknown_words_of_a_rule_are_refused(desk: TimedDesk, table: str) -> None:
    """A rule with words other than the documented ones is refused with the name of the file."""
    rules(desk, table)
    with pytest.raises(BadData, match=r"escalation\.toml"):
        load_escalation()


def test_two_rules_with_one_name_are_refused(desk: TimedDesk) -> None:
    """Two rules with the same name are refused."""
    rules(desk, 'name = "x"\nwhen = "due"', 'name = "x"\nwhen = "clock breached"')
    with pytest.raises(BadData):
        load_escalation()


def test_promises_of_one_ticket_are_one_message(desk: TimedDesk) -> None:
    """Clocks of a ticket that are due soon within two minutes are grouped into one message that names them all."""
    rules(desk, 'name = "near"\nwhen = "clock >= 1% or 1min left"\ngroup = "2m"')
    number = incident(desk)
    desk.later(minutes=8)
    desk.send()
    first = [row for row in desk.by_rule("due soon") if row["ticket"] == f"T-{number:03d}"]
    (sent,) = [row for row in first if row["state"] == "sent"]
    assert len(first) > 1
    assert sum("2026-" in line for line in sent["body"].splitlines()) == len(first)
    assert {row["closed_reason"] for row in first if row["state"] == "cancelled"} == {
        f"in one message with {sent['outbox']}"
    }


def test_missed_promise_does_not_hide_the_next(desk: TimedDesk) -> None:
    """A ticket whose first promise is missed still warns of the later ones."""
    rules(desk, 'name = "near"\nwhen = "clock >= 75% or 15min left"')
    incident(desk)
    seen = set()
    for _ in range(26):
        desk.later(minutes=15)
        desk.send()
        seen |= {row["outbox"] for row in desk.by_rule("due soon") if row["state"] == "sent"}
    assert len(seen) > 3


def test_rule_has_its_own_threshold(desk: TimedDesk) -> None:
    """A threshold of 50% warns after half of the clock's open time."""
    rules(desk, 'name = "half"\nwhen = "clock >= 50% or 1min left"')
    incident(desk)
    desk.later(minutes=4)
    assert sent_to(desk, "due soon") == []
    desk.later(minutes=1)
    assert ("EN1", "sent", None) in sent_to(desk, "due soon")


def test_message_to_the_owner_follows_the_ticket(desk: TimedDesk) -> None:
    """A message that waits for the owner is not sent to a person who no longer owns the ticket."""
    rules(desk, 'name = "near"\nwhen = "clock >= 75% or 15min left"\ngroup = "2m"')
    number = incident(desk)
    desk.do("staff.edit", id="EN1", quiet_hours="00:00-23:59")
    desk.later(minutes=9)
    assert {row[1] for row in sent_to(desk, "due soon")} == {"waiting"}
    desk.do("ticket.assign", number, to="EN2")
    desk.do("staff.edit", id="EN1", clear=["quiet_hours"])
    desk.later(hours=15)
    sent_to(desk, "due soon")
    assert not [row for row in sent_to(desk, "due soon") if row[:2] == ("EN1", "sent")]


def test_stopped_clock_warns_no_more(desk: TimedDesk) -> None:
    """A waiting warning is cancelled once its promise is kept."""
    rules(desk, 'name = "near"\nwhen = "clock >= 75% or 15min left"\nmax_age = "4h"')
    number = incident(desk)
    desk.sink.answers = {"RCPT": "451 later"}
    desk.later(minutes=8)
    waiting = [row for row in sent_to(desk, "due soon") if row[1] == "waiting"]
    assert waiting
    desk.do("ticket.respond", number, actor="EN1")
    desk.do("ticket.resolve", number, actor="EN1")
    desk.later(minutes=5)
    assert {row[1] for row in sent_to(desk, "due soon")} == {"cancelled"}


def test_reply_is_reported_to_the_owner(desk: TimedDesk) -> None:
    """A mail that joins a ticket is reported to its owner once, and an automatic answer is not reported."""
    rules(desk, 'name = "answers"\nwhen = "reply arrived"')
    number = incident(desk, "general")
    text = "From: p-0101@cus01.example.com\nSubject: [T-{0:03d}] re\nMessage-ID: <{1}@c>\n{2}\nand the drawer too\n"
    desk.receive(text.format(number, "auto", "Auto-Submitted: auto-replied\n").encode())
    assert sent_to(desk, "reply") == []
    desk.receive(text.format(number, "own", "").encode())
    assert sent_to(desk, "reply") == [("EN1", "sent", None)]
    assert len(sent_to(desk, "reply")) == 1


def test_notice_of_a_reply_names_its_writer(desk: TimedDesk) -> None:
    """A notice says who has written; a colleague is not a customer, and an answer to a notice is no news."""
    rules(desk, 'name = "answers"\nwhen = "reply arrived"')
    desk.do("staff.edit", id="LE1", email="le1@desk.example.com")
    number = incident(desk, "general")
    desk.do("ticket.notify", number, to="LE1", by="mail")
    desk.send()
    (sent,) = [row for row in desk.outbox() if row["kind"] == "notify"]
    (number_sent,) = [row for row in desk.outbox() if row["kind"] == "number"]
    text = "From: {}\nSubject: re\nMessage-ID: <{}@c>\nIn-Reply-To: {}\n\nwords\n"
    desk.receive(text.format("le1@desk.example.com", "ack", desk.outbox(sent["outbox"])["message_id"]).encode())
    assert sent_to(desk, "reply") == []
    own = desk.outbox(number_sent["outbox"])["message_id"]
    desk.receive(text.format("Le <le1@desk.example.com>", "colleague", own).encode())
    desk.receive(text.format("p-0101@cus01.example.com", "customer", own).encode())
    assert len(sent_to(desk, "reply")) == 2
    first, second = sorted(row["body"] for row in desk.by_rule("reply"))
    assert ("同事来信了" in first + second, "客户来信了" in first + second) == (True, True)
    assert "发件人：Le le1@desk.example.com" in first + second
    assert "最近的时限：" in first


def test_staff_are_addressed_in_their_language(desk: TimedDesk) -> None:
    """A notice is in the language of the staff member and not in that of the customer."""
    desk.do("staff.edit", id="EN4", language="en")
    number = incident(desk)
    for staff in ("EN1", "EN4"):
        desk.do("ticket.notify", number, to=staff, by="mail")
    desk.send()
    subjects = {row["staff"]: row["subject"] for row in desk.outbox() if row["kind"] == "notify"}
    assert "Immediate action needed" in subjects["EN4"]
    assert "请立即处理" in subjects["EN1"]


def test_check_names_rules_without_recipient_or_end(desk: TimedDesk) -> None:
    """A rule with an unknown recipient and a rule that no event ends are reported as problems."""
    file = rules(desk, 'name = "a"\nwhen = "logged.severity == catastrophic"\nuntil = "clock stopped"')
    file.write_text(file.read_text(encoding="utf-8").replace('"owner"', '"the boss"'), encoding="utf-8")
    at = int(desk.now.timestamp())
    found = desk.ask(lambda conn: notice_problems(conn, load_escalation(), message_settings(), at))
    assert {("a", "no event ends this rule"), ("a: the boss", "nobody with this name or role")} <= {
        (one.where, one.what) for one in found
    }


def test_notices_after_quiet_hours_are_one_message(desk: TimedDesk) -> None:
    """Notices that waited for the end of quiet hours are sent as one message, and remain waiting if that fails."""
    rules(desk, 'name = "answers"\nwhen = "reply arrived"')
    desk.do("staff.edit", id="EN1", quiet_hours="09:00-11:00")
    text = "From: p-0101@cus01.example.com\nSubject: [T-{0:03d}] re\nMessage-ID: <{0}@c>\n\nand more\n"
    numbers = [incident(desk, "general") for _ in range(3)]
    for number in numbers:
        desk.receive(text.format(number).encode())
    assert [row[1] for row in sent_to(desk, "reply")] == ["waiting"] * 3
    desk.later(hours=1, minutes=30)
    desk.sink.answers = {"RCPT": "451 later"}
    assert {row[1] for row in sent_to(desk, "reply")} == {"waiting"}
    desk.sink.answers = {}
    desk.later(minutes=5)
    assert sorted(row[1] for row in sent_to(desk, "reply")) == ["cancelled", "cancelled", "sent"]
    (sent,) = [row for row in desk.by_rule("reply") if row["state"] == "sent"]
    assert all(f"T-{number:03d}" in sent["body"] for number in numbers)


def test_notices_to_the_staff_forget_an_erased_person(desk: TimedDesk) -> None:
    """The texts of notices about a ticket of an erased person name neither the person nor the address."""
    rules(desk, 'name = "answers"\nwhen = "reply arrived"')
    number = incident(desk, "general")
    text = "From: Xiao <p-0101@cus01.example.com>\nSubject: [T-{0:03d}] re\nMessage-ID: <{0}@c>\n\nand more\n"
    desk.receive(text.format(number).encode())
    assert sent_to(desk, "reply") == [("EN1", "sent", None)]
    (before,) = [row["body"] for row in desk.by_rule("reply")]
    desk.do("contact.erase", id="P-0101", reason="asked", actor="LE1")
    (after,) = [row["body"] for row in desk.by_rule("reply")]
    assert ("何例 p-0101@cus01" in before, [one for one in ("何例", "Xiao", "p-0101") if one in after]) == (True, [])
