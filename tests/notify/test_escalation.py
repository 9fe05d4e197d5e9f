"""Escalation to the minute: recipients and times, also with a stopped worker and in a gap of the roster."""

from zoneinfo import ZoneInfo

import pytest
from timed_desk import TimedDesk

from deskctl.config.messages import message_settings
from deskctl.errors import BadData
from deskctl.notify.escalation.people import end_of_quiet
from deskctl.notify.escalation.roster_check import notice_problems
from deskctl.notify.escalation.rules import Escalation, load_escalation
from deskctl.notify.trial_message import send_test
from deskctl.store.facts.people import on_call

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def night(desk: TimedDesk) -> TimedDesk:
    """Return the desk at three in the morning, with staff who can be reached by mail."""
    desk.now = desk.now.replace(day=23, hour=3, minute=0)
    for staff in ("SE1", "LE1", "LE2", "MG1"):
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")
    return desk


def catastrophic_ticket(desk: TimedDesk) -> int:
    done = desk.do(
        "ticket.open", actor="HL1", contact="P-0301", title="存储全部中断", severity="catastrophic", owner="SE1",
        level="full_urgent", catalog="B",
    )  # fmt: skip
    assert done.ticket is not None
    return done.ticket


def pass_minutes(desk: TimedDesk, count: int) -> None:
    desk.send_each(count, minutes=1)


def sent_to(desk: TimedDesk, number: int) -> list[tuple[str, str]]:
    name = f"T-{number:03d}"
    about = [row for row in desk.outbox() if row["ticket"] == name and "灾难" in (row["subject"] or "")]
    rows = [row for row in about if row["state"] in {"sent", "acknowledged"}]
    return [(row["sent_at"][11:16], row["staff"]) for row in rows]


def lead(desk: TimedDesk) -> str:
    found = desk.ask(lambda conn: on_call(conn, int(desk.now.timestamp())))
    return str(found[0])


def test_escalation_at_night_to_the_minute(night: TimedDesk) -> None:
    """The owner is notified at once and the lead on call after five minutes, whose reply at +7 ends the escalation."""
    number = catastrophic_ticket(night)
    night.send()
    pass_minutes(night, 7)
    on_duty = lead(night)
    assert sent_to(night, number) == [("03:00", "SE1"), ("03:05", on_duty)]
    row = next(row for row in night.outbox() if row["staff"] == on_duty and "灾难" in (row["subject"] or ""))
    message = night.outbox(row["outbox"])["message_id"]
    raw = f"From: {on_duty.lower()}@desk.example.com\nSubject: re\nMessage-ID: <r@d>\nIn-Reply-To: {message}\n\n收到\n"
    night.receive(raw.encode())
    pass_minutes(night, 60)
    assert len(sent_to(night, number)) == 2
    assert [event for event, actor in night.events(number) if actor == "DESK"][:2] == ["engineer_notified"] * 2
    assert ("acknowledged", on_duty) in night.events(number)


def test_stopped_worker_sends_only_the_newest_step(night: TimedDesk) -> None:
    """After a stop from +1 to +20 minutes only the newest step is sent, and older ones are noted as skipped."""
    number = catastrophic_ticket(night)
    night.send()
    pass_minutes(night, 1)
    night.later(minutes=19)
    night.send()
    times = sent_to(night, number)
    assert times[0] == ("03:00", "SE1")
    assert {time for time, _staff in times[1:]} == {"03:20"}
    skipped = [row for row in night.outbox() if row["closed_reason"] == "skipped: worker was down"]
    assert skipped
    assert night.send().sent == 0


def test_roster_gap_falls_back_to_the_manager(night: TimedDesk) -> None:
    """Without an owner and with nobody on call the fallback is notified."""
    night.now = night.now.replace(month=12, day=7, hour=8, minute=10)
    assert night.ask(lambda conn: on_call(conn, int(night.now.timestamp()))) is None
    done = night.do(
        "ticket.open", contact="P-0301", title="全部中断", severity="catastrophic", level="full_urgent", catalog="B"
    )
    night.send()
    assert ("08:10", "MG1") in sent_to(night, done.ticket or 0)


def test_ticket_recorded_late_is_escalated_from_then(night: TimedDesk) -> None:
    """A ticket that is recorded an hour late is escalated as a new one: to its owner, then to the lead."""
    call = {"contact": "P-0301", "title": "down", "severity": "catastrophic", "owner": "SE1", "level": "full_urgent"}
    began = night.now
    night.later(hours=1)
    number = night.do("ticket.open", actor="HL1", happened=began, **call).ticket or 0
    pass_minutes(night, 6)
    assert sent_to(night, number) == [("04:01", "SE1"), ("04:05", lead(night))]


def test_newest_step_with_a_reachable_person_is_sent(desk: TimedDesk) -> None:
    """If the leads cannot be reached when the worker returns, the owner is notified."""
    desk.do("staff.edit", id="SE1", email="se1@desk.example.com")
    number = catastrophic_ticket(desk)
    desk.later(minutes=15)
    desk.send()
    assert [staff for _time, staff in sent_to(desk, number)] == ["SE1"]


def test_action_of_the_notified_person_ends_the_chain(night: TimedDesk) -> None:
    """A note by the notified owner ends the escalation, and a note by another person does not."""
    number = catastrophic_ticket(night)
    night.send()
    night.do("ticket.note", number, actor="HL1", text="the customer called again")
    pass_minutes(night, 2)
    night.do("ticket.note", number, actor="SE1", text="on my way")
    pass_minutes(night, 20)
    assert sent_to(night, number) == [("03:00", "SE1")]


def test_urgent_notice_uses_the_next_channel(night: TimedDesk) -> None:
    """After the first failure of an urgent notice the person's next channel is tried in parallel."""
    night.do("staff.edit", id="SE1", channels=["oncall"])
    number = catastrophic_ticket(night)
    night.do("ticket.notify", number, to="SE1", by="mail")
    night.sink.answers = {"RCPT": "451 later"}
    night.send()
    rows = [night.outbox(row["outbox"]) for row in night.outbox() if row["kind"] == "notify"]
    assert [(row["channel"], row["state"]) for row in rows] == [("smtp", "waiting"), ("oncall", "sent")]
    assert ("engineer_notified", "DESK") in night.events(number)


def test_unreachable_owner_is_skipped_at_once(night: TimedDesk) -> None:
    """If the owner's address is refused, the lead on call is notified in the next round."""
    number = catastrophic_ticket(night)
    night.sink.answers = {"RCPT": "550 5.1.1 no such user"}
    night.send()
    night.sink.answers = {}
    night.later(seconds=15)
    night.send()
    assert sent_to(night, number) == [("03:00", lead(night))]


def test_last_step_is_repeated_six_times(night: TimedDesk) -> None:
    """Without an answer the last step is repeated every ten minutes, six times."""
    number = catastrophic_ticket(night)
    night.send()
    night.send_each(20, minutes=5)
    steps = sorted({time for time, _staff in sent_to(night, number)})
    assert steps == ["03:00", "03:05", "03:10", "03:20", "03:30", "03:40", "03:50", "04:00", "04:10"]


def test_waiting_mail_is_reported_once(desk: TimedDesk) -> None:
    """A mail that waited twenty minutes of hotline hours is reported to the business staff once."""
    desk.do("staff.edit", id="BS1", channels=["oncall"])
    mail = desk.receive(b"From: p-0101@cus01.example.com\r\nSubject: Q\r\nMessage-ID: <q1@c>\r\n\r\nwhen?\r\n")
    desk.later(minutes=19)
    desk.send()
    assert [row for row in desk.outbox() if row["mail"] == mail["mail"]] == []
    desk.later(minutes=1)
    desk.send()
    desk.send()
    (row,) = [row for row in desk.outbox() if row["mail"] == mail["mail"]]
    assert (row["state"], row["staff"]) == ("sent", "BS1")
    assert "邮件" in (desk.folder / "chat.txt").read_text(encoding="utf-8")


def test_chat_gets_numbers_only_if_set(desk: TimedDesk) -> None:
    """With `detail = "number"` a chat service gets no word of a customer, also not from a mail without a ticket."""
    with (desk.folder / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('detail = "number"\n')
    desk.do("staff.edit", id="BS1", channels=["oncall"])
    mail = desk.receive(b"From: p-0101@cus01.example.com\r\nSubject: [private] Q\r\nMessage-ID: <q1@c>\r\n\r\nx\r\n")
    desk.later(minutes=20)
    desk.send()
    words = (desk.folder / "chat.txt").read_text(encoding="utf-8")
    assert (f"[{mail['mail']}]" in words, "private" in words) == (True, False)


def test_quiet_hours_delay_until_their_end(desk: TimedDesk) -> None:
    """Within quiet hours a message that can wait is delayed until they end, and otherwise not."""
    three = int(desk.now.replace(hour=3).timestamp())
    assert end_of_quiet("22:00-07:00", three, ZONE) == int(desk.now.replace(hour=7, minute=0).timestamp())
    assert end_of_quiet("22:00-07:00", int(desk.now.timestamp()), ZONE) is None
    assert end_of_quiet("", three, ZONE) is None


def test_escalation_check_finds_weaknesses(desk: TimedDesk) -> None:
    """The check names people who cannot be reached, gaps of the roster, and steps without a recipient."""
    found = desk.ask(
        lambda conn: notice_problems(conn, load_escalation(), message_settings(), int(desk.now.timestamp()))
    )
    assert any(one.where == "EN1" for one in found)
    assert any(one.where == "catastrophic/1" for one in found)
    desk.later(days=10)
    for staff in ("LE1", "LE2", "MG1"):
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")
    found = desk.ask(
        lambda conn: notice_problems(conn, load_escalation(), message_settings(), int(desk.now.timestamp()))
    )
    gaps = [one for one in found if one.where == "on_call_lead"]
    assert gaps
    assert not [one for one in found if one.where == "catastrophic/1" and "nobody" in one.what]


def test_test_message_reports_the_servers_answer(desk: TimedDesk) -> None:
    """A test message is sent at once, and the answer of the server is its outcome."""
    desk.do("staff.edit", id="EN4", email="en4@desk.example.com")
    _message, outcome = send_test(desk.store, message_settings(), lambda: desk.now, actor="MG1", to="EN4", by="mail")
    assert (outcome.kind, outcome.words) == ("sent", "2.0.0 queued as X1")
    desk.sink.answers = {"RCPT": "550 unknown"}
    _message, outcome = send_test(desk.store, message_settings(), lambda: desk.now, actor="MG1", to="EN4", by="mail")
    assert (outcome.kind, outcome.code) == ("refused", "550")


def test_unknown_rule_is_refused(desk: TimedDesk) -> None:
    """A file with a rule that the desk does not know is refused."""
    (desk.folder / "escalation.toml").write_text('[[escalation]]\nname = "x"\nsteps = []\n', encoding="utf-8")
    with pytest.raises(BadData):
        load_escalation()


def test_end_of_a_pause_is_reported_to_the_owner(desk: TimedDesk) -> None:
    """The owner is notified an hour before a pause ends, unless the ticket is resumed before."""
    desk.do("staff.edit", id="EN1", channels=["oncall"])
    for until in ("10:40", "10:50"):
        done = desk.do("ticket.open", contact="P-0101", title="till", severity="general", owner="EN1")
        reason, end = {"reason": "customer_request", "by_contact": "P-0101"}, f"2026-11-22T{until}:00+08:00"
        desk.do("ticket.pause", done.ticket, until=end, **reason)
    desk.send()
    assert desk.by_rule("pause ends") == []
    desk.do("ticket.resume", done.ticket)
    desk.later(minutes=20)
    desk.send()
    desk.send()
    (row,) = desk.by_rule("pause ends")
    assert (row["state"], row["staff"]) == ("sent", "EN1")


def test_catastrophic_ticket_without_a_rule_is_an_alarm(night: TimedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a rule for catastrophic tickets the leads and the service manager are notified once."""
    monkeypatch.setattr("deskctl.notify.worker.load_escalation", lambda: Escalation((), ("service_manager",)))
    number = catastrophic_ticket(night)
    night.send()
    night.send()
    alarms = night.by_rule("unheard")
    assert {row["staff"] for row in alarms} == {"LE1", "LE2", "MG1"}
    assert {row["ticket"] for row in alarms} == {f"T-{number:03d}"}
    assert len(alarms) == 3
