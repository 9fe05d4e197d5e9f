"""Visits, the queue of the business staff, the roster and the calendars as scripts read and change them."""

from pathlib import Path

from calling import Deskctl


def test_visits_are_planned_moved_and_listed(act: Deskctl) -> None:
    """Visits that conflict are planned with notes, listed with their time to leave, and moved."""
    window = ("--from", "2026-11-24 09:30", "--until", "2026-11-24 11:00")
    assert act("visit", "plan", "T-068", *window, "--engineers", "EN1", "--reason", "planned").code == 0
    window = ("--from", "2026-11-24 10:30", "--until", "2026-11-24 12:00")
    planned = act("visit", "plan", "T-069", *window, "--engineers", "EN1", "--engineers", "EN2")
    assert (planned.code, planned.err.count("Note: ")) == (0, 3)
    rows = act("dispatch", "list", "--day", "2026-11-24", "--json").json
    assert [(row["id"], row["leave_by"][11:16], row["state"]) for row in rows] == [
        ("V-0001", "08:55", "planned"), ("V-0002", "09:10", "planned"),
    ]  # fmt: skip
    assert {"with": "V-0002", "why": "travel"} in rows[0]["conflicts"]
    late = act("dispatch", "list", "--engineer", "EN2", "--as-of", "2026-11-24 09:11", "--json").json
    assert [(row["id"], row["state"]) for row in late] == [("V-0002", "late")]
    assert act("visit", "move", "V-0002", "--from", "2026-11-24 15:00", "--reason", "asked for").code == 0
    assert act("visit", "show", "V-0002", "--json").json["end"] == "2026-11-24T16:30:00+08:00"
    assert "UID:V-0002@deskctl" in act("dispatch", "export", "--engineer", "EN1").out
    assert act("dispatch", "list", "--day", "2026-11-24", "--from", "2026-11-24").code == 2
    assert act("dispatch", "list", "--engineer", "EN9").code == 3
    assert act("visit", "move", "V-0009", "--from", "15:00", "--reason", "x").code == 3


def test_end_of_the_dispatch_list_includes_a_day_alone(act: Deskctl) -> None:
    """The list up to a day has the visits of that day, as the list of that day has; a time ends it at that time."""
    day = "2026-11-24"
    window = ("--from", f"{day} 09:30", "--until", f"{day} 11:00")
    assert act("visit", "plan", "T-068", *window, "--engineers", "EN1", "--reason", "planned").code == 0
    of_day = act("dispatch", "list", "--day", day, "--json").json
    assert of_day
    assert act("dispatch", "list", "--from", day, "--to", day, "--json").json == of_day
    assert act("dispatch", "list", "--from", day, "--to", "24 Nov", "--json").json == of_day
    assert act("dispatch", "list", "--from", day, "--to", f"{day} 00:01", "--json").json == []
    assert act("dispatch", "list", "--from", day, "--to", "2026-11-23").code == 2


def test_business_queue_shrinks_with_each_outcome(act: Deskctl) -> None:
    """Recording a charge, a contract outcome and a mail set aside each remove one row from the business queue."""

    def subjects() -> set[str]:
        return {row["subject"] for row in act("due", "list", "--role", "business", "--json").json}

    assert len(subjects()) == 12
    assert act("charge", "record", "T-054", "--actor", "BS1").code == 0
    assert act("contract", "outcome", "CT-08", "--to", "ended", "--reason", "closed", "--actor", "BS1").code == 0
    assert act("mail", "set-aside", "ML-005", "--reason", "spam", "--actor", "BS1").code == 0
    assert len(subjects()) == 9
    assert not {"T-054", "CT-08", "ML-005"} & subjects()
    refused = act("part", "request", "T-066", "--part", "PT-09", "--actor", "EN1", "--json")
    assert (refused.code, refused.error["code"]) == (1, "not_yours")


def test_roster_gaps_close(act: Deskctl) -> None:
    """Adding a shift for one of the roster's two gaps removes that gap."""

    def gaps() -> list[str]:
        return [row["start"][:16] for row in act("on-call", "gaps", "--within", "28d", "--json").json]

    assert gaps() == ["2026-12-07T08:00", "2026-12-14T08:00"]
    times = ("--start", "2026-12-07 08:00", "--end", "2026-12-07 09:00")
    assert act("roster", "add", "--staff", "LE1", *times).code == 0
    assert gaps() == ["2026-12-14T08:00"]


def test_entered_days_are_listed_with_the_calendars(act: Deskctl) -> None:
    """`calendar list` contains the latest entry for a day and the published years beside the calendars."""
    for name in ("holiday", "New Year"):
        act("calendar", "add", "--day", "2027-01-01", "--name", name)
    act("calendar", "publish", "2027")
    rows = act("calendar", "list", "--json").json
    assert {"HOTLINE", "WORKDAY"} <= {row["name"] for row in rows if row["kind"] == "calendar"}
    assert [(row["name"], row["words"], row["off"]) for row in rows if row["kind"] == "day"] == [
        ("2027-01-01", "New Year", True)
    ]
    assert [row["name"] for row in rows if row["kind"] == "year"] == ["2027"]


def test_services_of_a_month_are_counted_apart(ask: Deskctl) -> None:
    """The services of a month have their own figures beside those of the tickets' promises."""
    month = ask("month", "show", "2026-11", "--json").json
    assert (month["promises_met"], month["promises_missed"]) == (58, 3)
    assert (month["services_met"], month["services_missed"], month["services_rate"]) == (9, 3, 0.75)
    assert [row["kind"] for row in month["services"]] == ["inspection", "return_visit", "training"]


def test_help_by_topic(ask: Deskctl) -> None:
    """`help TOPIC` prints the help of the command, `help` lists all commands, and an unknown topic is refused."""
    assert ask("help", "visit", "move").out == ask("visit", "move", "--help").out
    assert "dispatch" in ask("help").out
    assert ask("help", "gardening").code == 2


def test_plans_are_exported_with_the_desk(act: Deskctl, deskctl: Deskctl, tmp_path: Path) -> None:
    """Visits, absences, hand-overs, calls and text blocks are equal after export, import and export."""
    act("visit", "plan", "T-068", "--from", "2026-11-24 09:30", "--engineers", "EN1", "--reason", "planned")
    act("visit", "confirm", "V-0001", "--by-contact", "P-0501")
    act("absence", "add", "--staff", "EN2", "--from", "2026-12-01 8:30", "--until", "2026-12-03 17:30")
    act("shift", "hand-over", "--text", "nothing new", "--actor", "HL1")
    act("callback", "add", "--ticket", "T-068", "--due", "2026-11-23 9:45", "--text", "did it work?")
    act("text", "add", "--name", "hello", "--words", "Dear {name}")
    first, second, copy = (tmp_path / name for name in ("first.jsonl", "second.jsonl", "copy.db"))
    assert act("export", first).code == 0
    assert deskctl("--store", copy, "import", first).code == 0
    assert deskctl("--store", copy, "export", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    listing = ("dispatch", "list", "--json")
    assert deskctl("--store", copy, *listing).json == act(*listing).json != []


def test_visit_list_shows_the_state_of_each_visit(act: Deskctl) -> None:
    """`visit list` and `visit show` show a visit as planned, and as done after the inspection is done."""
    act("inspection", "schedule", "IN-2026-11-CUS-04", "--planned-at", "2026-11-24 09:00", "--actor", "EN1")
    seen = [act("visit", "list", "--json").json[-1]["state"]]
    act("inspection", "done", "IN-2026-11-CUS-04", "--override", "the room was locked", "--actor", "LE1")
    seen.append(act("visit", "list", "--json").json[-1]["state"])
    name = act("visit", "list", "--json").json[-1]["id"]
    assert [*seen, act("visit", "show", name, "--json").json["state"]] == ["planned", "done", "done"]


def test_absence_of_whole_days(act: Deskctl) -> None:
    """An absence given in days lasts until the midnight after the last day; a time is taken exactly."""
    away = ("absence", "add", "--staff", "EN2", "--from", "2026-12-01", "--until", "2026-12-03", "--reason", "leave")
    row = act(*away, "--json").json
    assert (row["start"], row["end"]) == ("2026-12-01T00:00:00+08:00", "2026-12-04T00:00:00+08:00")
    row = act("absence", "edit", row["id"], "--until", "2026-12-02 12:00", "--json").json
    assert row["end"] == "2026-12-02T12:00:00+08:00"
