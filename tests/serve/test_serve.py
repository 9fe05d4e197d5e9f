"""The worker: a single round, continuous service, its reported state, and a real mailbox."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from dovecot import PASSWORD, USER, Dovecot
from served_desk import BOX, SETTINGS
from smtp_sink import Sink

from deskctl import clock
from deskctl.cli.error_boundary import run
from deskctl.desk.worker_state import WorkerState, read_state, worker_lock, write_state
from deskctl.notify.channels import Channels
from deskctl.notify.senders.outcome import LATER, Outcome
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.messages.mail_json import list_mails
from deskctl.queries.messages.outbox_json import show_outbox
from deskctl.serve.loop import Worker
from deskctl.serve.rounds import one_round
from deskctl.store.sqlite.reader import open_reader


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def notify(store: str, *tickets: int) -> None:
    call = RequestContext(now=clock.now(), actor="MG1")
    perform(store, find("staff", "edit").of({"id": "EN4", "email": "en4@desk.example.com"}), None, call)
    for ticket in tickets or (71,):
        perform(store, find("ticket", "notify").of({"to": "EN4", "by": "mail"}), ticket, call)


def state_of(store: str, message: str) -> str:
    with closing(open_reader(store)) as conn:
        return str(show_outbox(conn, message, clock.now().tzinfo)["state"])  # type: ignore[arg-type]


def subjects(store: str) -> list[str]:
    with closing(open_reader(store)) as conn:
        rows = list_mails(conn, 0, clock.now().tzinfo, states=ValueFilter(("all",)))  # type: ignore[arg-type]
    return [row["subject"] for row in rows]


def test_one_round_sends_waiting_messages(store: str, sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    """`serve --once` sends waiting messages and ends with exit code 0, or 7 if a message could not be sent."""
    notify(store)
    sink.answers = {"RCPT": "451 later"}
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 7
    assert "outbox list" in capsys.readouterr().err
    with closing(open_reader(store)) as conn:
        assert show_outbox(conn, "OB-0001", clock.now().tzinfo)["state"] == "waiting"  # type: ignore[arg-type]
    sink.answers = {}
    assert run(["--store", store, "outbox", "retry", "OB-0001", "--actor", "MG1"], lambda *_: None) == 0
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 0
    assert state_of(store, "OB-0001") == "sent"
    assert run(["--store", store, "serve", "status"], lambda *_: None) == 0


def test_one_worker_serves_a_store(store: str, sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    """A second worker for the same store is refused."""
    with worker_lock(store):
        child = f"from deskctl.desk.worker_state import worker_lock\nwith worker_lock({store!r}): pass"
        done = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=False)
    assert "Refused" in done.stderr


def test_the_state_without_a_worker(store: str, sink: Sink, capsys: pytest.CaptureFixture[str]) -> None:
    """The state of a worker that does not run is reported with exit code 7."""
    assert run(["--store", store, "serve", "status", "--json"], lambda *_: None) == 7
    assert '"running": false' in capsys.readouterr().out


def test_state_shows_times_of_the_desk_to_people(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """People read the state, and since when a worker is silent, in the desk's time zone; JSON has the stored times."""
    beat = "2026-11-22T01:30:00+00:00"
    with worker_lock(store) as file:
        box = {"ok": beat, "error": "", "received": 2}
        write_state(file, WorkerState("host", 7, started=beat, beat=beat, accounts={"support": box}))
    assert run(["--store", store, "serve", "status"], lambda *_: None) == 7
    shown = capsys.readouterr()
    assert (shown.out.count("2026-11-22T09:30:00+08:00"), "01:30" in shown.out + shown.err) == (3, False)
    assert "since 2026-11-22 09:30" in shown.err
    assert run(["--store", store, "serve", "status", "--json"], lambda *_: None) == 7
    assert capsys.readouterr().out.count(beat) == 3


def test_a_worker_sends_at_once_and_reports_its_state(store: str, sink: Sink) -> None:
    """A running worker sends a new message within moments and reports that it is running."""
    worker = Worker(store)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        until(lambda: read_state(store).beat)
        notify(store)
        until(lambda: sink.accepted)
        assert run(["--store", store, "serve", "status"], lambda *_: None) == 0
    finally:
        worker.stop()
        thread.join(timeout=30)
    assert state_of(store, "OB-0001") == "sent"
    assert read_state(store).sent == len(sink.accepted)


def test_a_slow_mail_server_does_not_silence_the_worker(
    store: str, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker reports that it is alive between two messages that take long, so that nothing restarts it."""
    order, now = [], [0.0]

    def slow(_channels: Channels, _channel: str, _letter: object) -> Outcome:
        order.append("message")
        now[0] += 30
        return Outcome.of(LATER, "connect", "timed out")

    monkeypatch.setattr(Channels, "send", slow)
    monkeypatch.setattr("deskctl.serve.loop.notify_systemd", order.append)
    monkeypatch.setattr("deskctl.serve.loop.time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr("deskctl.serve.loop._STEP", 0.01)
    notify(store, 70, 71, 72)
    worker = Worker(store)
    running = threading.Thread(target=worker.run)
    running.start()
    until(lambda: order.count("message") >= 3)
    worker.stop()
    running.join()
    assert ["message", "message"] not in [order[place : place + 2] for place in range(len(order))]


def test_a_message_whose_outcome_was_not_recorded_is_uncertain(
    store: str, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the outcome cannot be recorded, the message may have arrived and is sent again by the same worker."""

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("deskctl.notify.worker.record_delivery", full)
    notify(store)
    worker = Worker(store)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        until(lambda: state_of(store, "OB-0001") == "unsure")
    finally:
        worker.stop()
        thread.join(timeout=30)
    assert len(sink.accepted) == 1


def test_a_mailbox_is_served_across_a_restart_of_its_server(
    store: str, sink: Sink, server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mailbox whose server stops and starts again loses no mail and delivers none twice."""
    monkeypatch.setattr("deskctl.serve.fetching._SHORTEST", 0.1)
    monkeypatch.setattr("deskctl.mail.imap.idle_wait._STEP", 0.1)
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    text = SETTINGS.format(smtp=sink.port) + BOX.format(user=USER, port=server.port)
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    put(server, "one")
    assert one_round(store).received == 1
    worker = Worker(store)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        put(server, "two")
        until(lambda: "two" in subjects(store))
        server.stop()
        server.start()
        put(server, "three")
        until(lambda: "three" in subjects(store))
    finally:
        worker.stop()
        thread.join(timeout=30)
    assert [name for name in subjects(store) if name in {"one", "two", "three"}] == ["one", "two", "three"]


def put(server: Dovecot, subject: str, folder: str = "INBOX", at: datetime | None = None) -> None:
    from imapclient import IMAPClient

    client = IMAPClient("localhost", port=server.port, ssl=False)
    client.plain_login(USER, PASSWORD)
    if not client.folder_exists(folder):
        client.create_folder(folder)
    client.append(folder, f"From: a@b.example.com\r\nSubject: {subject}\r\n\r\nx\r\n".encode(), msg_time=at)
    client.logout()


def test_old_mails_stay_unfetched_in_a_renamed_folder(
    store: str, sink: Sink, server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Mails from before the account began are counted, and not fetched when the folder is renamed or numbered again."""
    monkeypatch.setattr("deskctl.mail.intake.intake._DAY", 10 * 366 * 86_400)  # the server has another clock
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    box = BOX.replace("service]", "later]").replace('"all"', '"now"').format(user=USER, port=server.port)
    before = datetime(2010, 1, 1, tzinfo=UTC)
    for folder in ("first", "second"):
        put(server, "backlog", folder, before)
        put(server, "recent", folder)
        text = SETTINGS.format(smtp=sink.port) + box + f'folder = "{folder}"\n'
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        assert run(["--store", store, "serve", "--once"], lambda *_: None) == 0
        assert ("2 older mails were left" in capsys.readouterr().err) == (folder == "first")
    assert run(["--store", store, "serve", "status"], lambda *_: None) == 0
    assert "older mails were left in the mailbox later" in capsys.readouterr().err
    (tmp_path / "password").write_text("wrong", encoding="utf-8")
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 7
    assert "deskctl config set mail.account.later." in capsys.readouterr().err
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    put(server, "news", "second", before)
    one_round(store)
    assert {"backlog", "recent", "news"} & {*subjects(store)} == {"recent", "news"}


def test_an_invalid_mailbox_address_is_reported(
    store: str, sink: Sink, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An invalid address of a mailbox is an error of that mailbox only, for which no message has to be looked at."""
    text = SETTINGS.format(smtp=sink.port) + '[mail.account.x]\nimap = "nonsense"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    notify(store)
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 7
    assert state_of(store, "OB-0001") == "sent"
    said = capsys.readouterr().err
    assert ("x.imap" in said, "deskctl config check" in said, "outbox list" in said) == (True, True, False)


def test_a_refused_message_is_retried_with_the_corrected_address(store: str, sink: Sink) -> None:
    """A message that is retried is sent to the current address of the person."""
    notify(store)
    sink.answers = {"RCPT": "550 no such user"}
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 7
    assert state_of(store, "OB-0001") == "refused"
    with closing(open_reader(store)) as conn:
        staff = show_outbox(conn, "OB-0001", clock.now().tzinfo)["staff"]  # type: ignore[arg-type]
    acting = ["--store", store, "--actor", "MG1"]
    assert run([*acting, "staff", "edit", staff, "--email", "right@firm.example.com"], lambda *_: None) == 0
    assert run([*acting, "outbox", "retry", "OB-0001"], lambda *_: None) == 0
    sink.answers = {}
    assert run(["--store", store, "serve", "--once"], lambda *_: None) == 0
    with closing(open_reader(store)) as conn:
        shown = show_outbox(conn, "OB-0001", clock.now().tzinfo)  # type: ignore[arg-type]
    assert (shown["state"], shown["recipient"]) == ("sent", "right@firm.example.com")
    assert shown["closed_reason"] is None
