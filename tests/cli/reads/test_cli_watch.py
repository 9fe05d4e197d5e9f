"""`watch`: events as they happen, one object a line."""

import json
import os
import subprocess
import sys
from operator import itemgetter
from pathlib import Path

import pytest
from calling import NOW, Deskctl, program


def test_events_since_a_time(ask: Deskctl) -> None:
    """`watch --since` prints each recorded action and each breach since the time, in order."""
    rows = ask("watch", "--since", "2026-09-01", "--once", "--jsonl").rows
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    clocks = ask("clock", "list", "--all", "--jsonl").rows
    breached = [(row["ticket"], row["clause"]) for row in rows if row["event"] == "breached"]
    assert sorted(breached) == sorted(
        (row["ticket"], row["clause"]) for row in clocks if row["state"] in {"missed", "overdue"}
    )
    assert len({row["action"] for row in rows if row["event"] == "recorded"}) == sum(
        row["event"] == "recorded" for row in rows
    )


def test_warning_precedes_its_breach(ask: Deskctl) -> None:
    """The warning of a clock precedes its breach."""
    rows = ask("watch", "--since", "-60d", "--once", "--jsonl").rows
    warned = {(row["ticket"], row["clause"], row["due"]): row["at"] for row in rows if row["event"] == "warning"}
    breached = {(row["ticket"], row["clause"], row["due"]): row["at"] for row in rows if row["event"] == "breached"}
    assert warned
    assert all(warned[key] < at for key, at in breached.items() if key in warned)


def test_nothing_new_prints_nothing(ask: Deskctl) -> None:
    """Without a start `watch --once` prints nothing, since nothing has happened after it began."""
    answer = ask("watch", "--once", "--jsonl")
    assert (answer.code, answer.out) == (0, "")


def test_count_ends_the_watch(ask: Deskctl) -> None:
    """`--count` ends the watch after that many events."""
    assert len(ask("watch", "--since", "-1d", "--count", 3, "--jsonl").rows) == 3


def test_recorded_action_is_seen_by_a_watcher(desk: Path, act: Deskctl) -> None:
    """A watcher prints the actions that other processes record, and none from before its start."""
    with subprocess.Popen(
        [sys.executable, "-m", "deskctl", "watch", "--jsonl", "--store", desk, "--since", "-1s", "--count", "2"],
        stdout=subprocess.PIPE,
        env={**os.environ, "DESKCTL_NOW": NOW},
    ) as watcher:
        assert act("ticket", "assign", 71, "--to", "EN1", "--actor", "HL1", "--note", "soon").code == 0
        assert act("visit", "arrive", 69, "--actor", "EN2").code == 0
        assert watcher.stdout is not None
        rows = sorted((json.loads(line) for line in watcher.stdout), key=itemgetter("ticket"), reverse=True)
    assert [(row["event"], row["ticket"], row["what"], row["actor"]) for row in rows] == [
        ("recorded", "T-071", "assigned", "HL1"),
        ("recorded", "T-069", "arrived", "EN2"),
    ]
    assert rows[0]["note"] == "soon"
    assert watcher.returncode == 0


def test_late_entry_shows_its_breach(desk: Path, act: Deskctl) -> None:
    """A ticket that is recorded after its first response was due is reported to a watcher as breached at once."""
    from deskctl.queries.watch.event_stream import Watcher
    from deskctl.store.sqlite.reader import open_reader

    now = 1795311000
    watcher = Watcher(open_reader(str(desk)), now)
    assert watcher.look(now) == []
    words = [
        "--contact",
        "P-0101",
        "--title",
        "till",
        "--severity",
        "severe",
        "--level",
        "urgent",
        "--channel",
        "phone",
    ]
    assert act("ticket", "open", *words, "--at", "-20m").code == 0
    happened = watcher.look(now)
    assert {one.event for one in happened} >= {"recorded", "breached"}
    assert watcher.look(now) == []


def test_earlier_breaches_are_not_reported_again(desk: Path, act: Deskctl) -> None:
    """A note on a closed ticket is reported to a watcher without the earlier breaches of the ticket."""
    from deskctl.queries.watch.event_stream import Watcher
    from deskctl.store.sqlite.reader import open_reader

    misses = json.loads(act("clock", "report", "--misses", "--json").out)
    closed = {
        row["ticket"] for row in json.loads(act("ticket", "list", "--status", "closed", "--limit", "0", "--json").out)
    }
    ticket = next(miss["ticket"] for miss in misses if miss["ticket"] in closed)
    watcher = Watcher(open_reader(str(desk)), 1795311000)
    assert act("ticket", "note", ticket, "--text", "asked again").code == 0
    assert [(one.event, one.what) for one in watcher.look(1795311000)] == [("recorded", "contact")]


def test_program_gets_each_event(demo: Path) -> None:
    """`--exec` runs a program with each event on its stdin, without a shell."""
    words = (
        f"{sys.executable} -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]], sys.argv[2])' ticket $(id)"
    )
    done = program("watch", "--store", demo, "--since", "-1d", "--count", 2, "--exec", words)
    assert (done.returncode, done.stdout.split()) == (0, [b"T-069", b"$(id)"] * 2)


def test_failing_program_does_not_stop_the_watch(ask: Deskctl) -> None:
    """A failure of the program is reported on stderr, and the next event is still passed to it."""
    answer = ask("watch", "--since", "-1d", "--count", 2, "--exec", "false")
    assert (answer.code, answer.err.count("false")) == (0, 2)


@pytest.mark.parametrize(("command", "code"), [("no-such-program-anywhere", 3), ("", 2), ("'", 2)])
def test_missing_program_is_refused(ask: Deskctl, command: str, code: int) -> None:
    """A program that does not exist, or an invalid command, is refused before the watch begins."""
    assert ask("watch", "--once", "--exec", command, "--json").code == code


def test_mark_continues_after_the_last_run(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule 22: `--mark` reports to each run only what happened since the last run of that name."""
    seen = []
    for more, now in ((("--since", "-1d"), "10:31"), ((), "10:36"), ((), "17:36")):
        monkeypatch.setenv("DESKCTL_NOW", f"2026-11-23T{now}:00+08:00")
        seen.append(act("watch", "--once", "--mark", "cron", *more, "--jsonl").rows)
    assert [bool(rows) for rows in seen] == [True, False, True]
    assert not {str(row) for row in seen[0]} & {str(row) for row in seen[2]}
    assert act("watch", "--mark", "cron").code == 2


def test_due_duties_are_reported_once_per_stage(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a mark `watch --due` reports each duty once per stage, and again after its date was changed."""
    first = act("watch", "--due", "--once", "--mark", "a", "--jsonl").rows
    assert len(first) == len(act("due", "list", "--jsonl").rows)
    assert {row["stage"] for row in first} == {"lead", "due", "overdue"}
    assert act("watch", "--due", "--once", "--mark", "a", "--jsonl").rows == []
    assert len(act("watch", "--due", "--once", "--mark", "a:b", "--jsonl").rows) == len(first)
    act("loaner", "extend", "LN-02", "--until", "2026-12-04")
    (moved,) = act("watch", "--due", "--once", "--mark", "a", "--jsonl").rows
    assert (moved["kind"], moved["subject"], moved["stage"]) == ("loaner", "LN-02", "lead")
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-04T08:00:00+08:00")
    rows = act("watch", "--due", "--once", "--mark", "a", "--jsonl").rows
    stages = {(row["kind"], row["subject"]): row["stage"] for row in rows}
    assert stages["loaner", "LN-02"] == "due"
    assert stages["inspection", "IN-2026-11-CUS-04"] == "overdue"
    assert act("watch", "--due", "--once", "--mark", "a", "--jsonl").rows == []


def test_due_without_a_mark_reports_everything(ask: Deskctl) -> None:
    """Without a mark `watch --due` reports everything each time, and `--since` or `--count` is a usage error."""
    assert len(ask("watch", "--due", "--once", "--jsonl").rows) == len(ask("watch", "--due", "--once", "--jsonl").rows)
    assert ask("watch", "--due", "--since", "-1d", "--once").code == 2
    assert ask("watch", "--due", "--count", "3").code == 2


@pytest.mark.parametrize("due", [(), ("--due",)], ids=["events", "due"])
def test_forms_of_a_watch(ask: Deskctl, tmp_path: Path, due: tuple[str, ...]) -> None:
    """A watch writes CSV with a header and a workbook like a list, and `--fields` alone lists its fields."""
    words = ("watch", "--once", *due) if due else ("watch", "--once", "--since", "-1d")
    rows = ask(*words, "--jsonl").rows
    assert ask(*words, "--fields").out.split() == list(rows[0])
    header, *lines = ask(*words, "--csv", "--fields", "event,title").out.splitlines()
    assert (header, len(lines)) == ("\ufeffevent,title", len(rows))
    book = tmp_path / "watch.xlsx"
    answer = ask(*words, "--xlsx", book)
    assert (answer.code, answer.out, f"{len(rows)} rows" in answer.err) == (0, "", True)
    assert book.read_bytes()[:2] == b"PK"
    assert ask("watch", *due, "--xlsx", book).code == 2


def test_mark_waits_for_the_workbook(act: Deskctl, tmp_path: Path) -> None:
    """A mark is kept only after the output was written: a workbook that cannot be written loses no event."""
    for due in ((), ("--due",)):
        words = ("watch", "--once", *due, "--mark", "m", *(() if due else ("--since", "-1d")))
        assert act(*words, "--xlsx", tmp_path / "none" / "watch.xlsx").code == 3
        assert act(*words, "--jsonl").rows
        assert act(*words, "--jsonl").rows == []
