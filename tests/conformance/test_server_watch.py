"""A console on a server notices the changes of others and the loss of the server."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from select import select

import pytest
from both_engines import NOW, Both
from kept_rows import column, count
from postgres_server import programs, running
from server_rows import as_owner, end_all_others, end_listeners
from textual.pilot import Pilot

from deskctl.console.app import DeskApp
from deskctl.console.server_watch import ServerWatch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.kept_readers import KeptReaders
from deskctl.store.open import create_store, open_reader
from deskctl.store.port import Reader, read_ahead
from deskctl.store.watching import wake_up_socket

pytestmark = pytest.mark.xdist_group("server")


def _last_action(conn: Reader) -> int:
    return max(column(conn, "action", "seq", ticket=66))


def _sees(watch: ServerWatch) -> bool:
    """Wait until the watch sees something."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if watch.look():
            return True
        time.sleep(0.02)
    return False


def _record(store: str) -> str:
    """Record a note as another person does, and return the key of its action."""
    step = RequestContext(now=datetime.fromisoformat(NOW), actor="LE1", note="seen")
    return str(perform(store, find("ticket", "note").of({}), 66, step).action)


async def _until(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        await pilot.pause(0.01)


def test_a_step_of_somebody_else(own_demo: Both) -> None:
    """The watch reports a change after a step of another person, and none otherwise."""
    with closing(ServerWatch(own_demo.server)) as watch:
        assert not watch.look()
        _record(own_demo.server)
        assert _sees(watch)
        assert not watch.look()


async def test_a_step_that_is_seen_before_the_next_beat(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A console sees a step of another person at once, and those that follow it at its next beat."""
    monkeypatch.setattr("deskctl.console.beat._SECONDS", 3600)
    app = DeskApp(own_demo.server, actor="EN1", lang="en", now=lambda: datetime.fromisoformat(NOW))
    seen: list[None] = []
    async with app.run_test() as pilot:
        app.session.changed.subscribe(app, seen.append)
        _record(own_demo.server)
        await _until(pilot, lambda: seen)
        _record(own_demo.server)
        select([wake_up_socket(app._watch.conn)], [], [], 30)  # noqa: SLF001
        await pilot.pause()
        assert len(seen) == 1
        app.beat()
        await pilot.pause()
        assert len(seen) == 2


async def test_a_server_that_is_lost_to_a_console(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A console whose connections are cut connects again, and waits for steps of others as before."""
    monkeypatch.setattr("deskctl.console.beat._SECONDS", 0.02)
    app = DeskApp(own_demo.server, actor="EN1", lang="en", now=lambda: datetime.fromisoformat(NOW))
    async with app.run_test() as pilot:
        before = app._watch.conn  # noqa: SLF001
        end_all_others(own_demo.server)
        await _until(pilot, lambda: app._watch.conn is not before)  # noqa: SLF001
        seen: list[None] = []
        app.session.changed.subscribe(app, seen.append)
        _record(own_demo.server)
        await _until(pilot, lambda: seen)


def test_a_connection_that_is_cut(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost connection is replaced, and the store counts as changed, since changes may have been missed."""
    monkeypatch.setattr("deskctl.console.server_watch._RETRY_SECONDS", 0.0)
    import psycopg2

    with closing(ServerWatch(own_demo.server)) as watch, closing(psycopg2.connect(own_demo.server)) as other:
        end_listeners(other)
        assert _sees(watch)
        assert watch.error is None
        assert count(watch.conn, "ticket") == 72


def test_a_standby(server: Path, answer: Callable[..., tuple[int, str, str]]) -> None:
    """A standby is watched too: what its primary records is seen, and what it records itself once it is promoted."""
    place = programs()
    assert place, server
    with running(place) as first:
        primary = f"postgresql://owner@/postgres?host={first}"
        create_store(primary)
        with running(place, primary=first) as second:
            standby = f"postgresql://owner@/postgres?host={second}"
            with closing(ServerWatch(standby)) as watch:
                assert answer(standby, "customer", "add", "--name", "Clinic")[0] == 5
                assert answer(primary, "customer", "add", "--name", "Clinic")[0] == 0
                assert _sees(watch)
                as_owner(standby, "SELECT pg_promote()")
                watch.look()
                assert not watch.look()
                assert answer(standby, "customer", "add", "--name", "Bank")[0] == 0
                assert _sees(watch)


def test_a_kept_reader_sees_what_others_recorded(own_demo: Both) -> None:
    """What was read ahead for one read is not shown to the next; a reader that was cut off is replaced."""
    with closing(KeptReaders()) as readers:
        with readers.reading(own_demo.server) as first:
            read_ahead(first, _last_action)
        noted = _record(own_demo.server)
        with readers.reading(own_demo.server) as conn:
            assert conn is first
            assert f"T-066/{_last_action(conn)}" == noted
        end_all_others(own_demo.server)
        with readers.reading(own_demo.server) as conn:
            assert conn is not first
            assert f"T-066/{_last_action(conn)}" == noted


def test_a_connection_that_is_cut_as_others_record(own_demo: Both) -> None:
    """A console that has just heard of a change, and cannot read it any more, stays open."""
    app = DeskApp(own_demo.server, actor="EN1", lang="en", now=lambda: datetime.fromisoformat(NOW))
    look = app._watch.look  # noqa: SLF001 - the server goes between the look and the reading

    def look_and_lose() -> bool:
        look()
        end_all_others(own_demo.server)
        return True

    app._watch.look = look_and_lose  # type: ignore[method-assign] # noqa: SLF001
    with closing(app._watch):  # noqa: SLF001
        app.beat()


def test_a_server_that_does_not_answer(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without power lets a connection wait for seconds: the console does not wait with it."""
    may_answer = threading.Event()

    def wait_and_open(address: str) -> Reader:
        may_answer.wait(30)
        return open_reader(address)

    with closing(ServerWatch(own_demo.server)) as watch:
        monkeypatch.setattr("deskctl.console.server_watch.open_reader", wait_and_open)
        end_all_others(own_demo.server)
        assert [watch.look() for _ in range(9)] == [False] * 9
        may_answer.set()
        assert _sees(watch)
        assert count(watch.conn, "ticket") == 72


def test_a_watch_goes_on_when_its_server_is_back(own_demo: Both) -> None:
    """`deskctl watch` whose connection is cut says so on stderr, connects again, and prints what follows."""
    words = ("watch", "--jsonl", "--since", "-1s", "--count", "2", "--store", own_demo.server)
    with subprocess.Popen(
        [sys.executable, "-m", "deskctl", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DESKCTL_NOW": NOW},
    ) as watch:
        assert watch.stdout is not None
        assert watch.stderr is not None
        first = _record(own_demo.server)
        assert json.loads(watch.stdout.readline())["action"] == first
        end_all_others(own_demo.server)
        assert "watching goes on when it is back" in watch.stderr.readline()
        second = _record(own_demo.server)
        assert json.loads(watch.stdout.readline())["action"] == second
        assert "is back; watching goes on" in watch.stderr.readline()
        assert watch.wait(30) == 0
