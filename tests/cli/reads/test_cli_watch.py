"""`watch`: what happens, one object a line as it happens."""

import json
import os
import subprocess
import sys
from operator import itemgetter
from pathlib import Path

import pytest
from calling import NOW, Deskctl, program


def test_catching_up(ask: Deskctl) -> None:
    """Everything since a moment, in the order of time: each step, each clock that breached."""
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


def test_a_warning_comes_before_its_breach(ask: Deskctl) -> None:
    """A clock crosses its threshold before it is due."""
    rows = ask("watch", "--since", "-60d", "--once", "--jsonl").rows
    warned = {(row["ticket"], row["clause"], row["due"]): row["at"] for row in rows if row["event"] == "warning"}
    breached = {(row["ticket"], row["clause"], row["due"]): row["at"] for row in rows if row["event"] == "breached"}
    assert warned
    assert all(warned[key] < at for key, at in breached.items() if key in warned)


def test_nothing_new_prints_nothing(ask: Deskctl) -> None:
    """From now on nothing has happened yet."""
    answer = ask("watch", "--once", "--jsonl")
    assert (answer.code, answer.out) == (0, "")


def test_so_many_and_no_more(ask: Deskctl) -> None:
    """A count ends the watch."""
    assert len(ask("watch", "--since", "-1d", "--count", 3, "--jsonl").rows) == 3


def test_a_step_is_seen_as_it_is_recorded(desk: Path, act: Deskctl) -> None:
    """A watcher hears of a step that another process records, and of nothing from before."""
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


def test_a_step_logged_late_shows_its_breach(desk: Path, act: Deskctl) -> None:
    """A ticket logged after its answer was due breaches at once, for whoever watches already."""
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


def test_what_was_late_long_ago_is_no_news(desk: Path, act: Deskctl) -> None:
    """A word on a ticket that is over tells whoever watches of the word, not of promises broken before."""
    from deskctl.queries.watch.event_stream import Watcher
    from deskctl.store.sqlite.reader import open_reader

    misses = json.loads(act("clock", "report", "--misses", "--json").out)
    over = {
        row["ticket"] for row in json.loads(act("ticket", "list", "--status", "closed", "--limit", "0", "--json").out)
    }
    ticket = next(miss["ticket"] for miss in misses if miss["ticket"] in over)
    watcher = Watcher(open_reader(str(desk)), 1795311000)
    assert act("ticket", "note", ticket, "--text", "asked again").code == 0
    assert [(one.event, one.what) for one in watcher.look(1795311000)] == [("recorded", "contact")]


def test_a_program_for_each(demo: Path) -> None:
    """Each object is given to the program on its stdin; no shell reads the words."""
    words = (
        f"{sys.executable} -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]], sys.argv[2])' ticket $(id)"
    )
    done = program("watch", "--store", demo, "--since", "-1d", "--count", 2, "--exec", words)
    assert (done.returncode, done.stdout.split()) == (0, [b"T-069", b"$(id)"] * 2)


def test_a_program_that_fails_stops_nothing(ask: Deskctl) -> None:
    """A failure is told on stderr, and the next object is given all the same."""
    answer = ask("watch", "--since", "-1d", "--count", 2, "--exec", "false")
    assert (answer.code, answer.err.count("false")) == (0, 2)


@pytest.mark.parametrize(("command", "code"), [("no-such-program-anywhere", 3), ("", 2), ("'", 2)])
def test_no_program(ask: Deskctl, command: str, code: int) -> None:
    """A program that is not there is told before anything is watched."""
    assert ask("watch", "--once", "--exec", command, "--json").code == code


def test_a_mark_goes_on_where_the_last_run_ended(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule 22: for cron; what one run has told the next does not tell again."""
    seen = []
    for more, now in ((("--since", "-1d"), "10:31"), ((), "10:36"), ((), "17:36")):
        monkeypatch.setenv("DESKCTL_NOW", f"2026-11-23T{now}:00+08:00")
        seen.append(act("watch", "--once", "--mark", "cron", *more, "--jsonl").rows)
    assert [bool(rows) for rows in seen] == [True, False, True]
    assert not {str(row) for row in seen[0]} & {str(row) for row in seen[2]}
    assert act("watch", "--mark", "cron").code == 2


def test_what_is_due_is_reported_at_each_stage_once(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a name: all that is due, then nothing, then the stages that were reached since, and what has moved."""
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


def test_watching_what_is_due_goes_on_from_now(ask: Deskctl) -> None:
    """Without a name everything is reported and nothing remembered; a start and a number make no sense there."""
    assert len(ask("watch", "--due", "--once", "--jsonl").rows) == len(ask("watch", "--due", "--once", "--jsonl").rows)
    assert ask("watch", "--due", "--since", "-1d", "--once").code == 2
    assert ask("watch", "--due", "--count", "3").code == 2
