"""A worker that is killed repeatedly loses nothing, receives nothing twice, and marks possible duplicates."""

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from dovecot import PASSWORD, USER, dovecot
from smtp_sink import Sink, running
from timed_desk import TimedDesk

from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.messages.mail_json import list_mails
from deskctl.store.sqlite.reader import open_reader

ROUND = (
    "import deskctl.notify.retry as retry, deskctl.notify.worker as worker\n"
    "retry._UNSURE_AFTER = 0; worker._CHANNEL_CAP = 10**6\n"
    "from deskctl.serve.rounds import one_round; one_round({store!r})"
)
SETTINGS = '[mail.out]\nsmtp = "smtp://127.0.0.1:{port}"\nfrom = "D <service@desk.example.com>"\n'
BOX = '[mail.account.s]\nimap = "imap://{user}@localhost:{port}"\npassword_file = "password"\nsince = "all"\n'
MANY = 40

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on POSIX")


@pytest.fixture
def store(imported_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = shutil.copy(imported_demo / "desk.db", tmp_path / "desk.db")
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-22T09:30:00+08:00")
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    return str(path)


def killed_rounds(store: str, done: object) -> int:
    """Start rounds and kill them at random times until the work is done, and return how many were killed."""
    kills, end, chance = 0, time.monotonic() + 120, random.Random(18)  # noqa: S311 - the times of the kills
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        process = subprocess.Popen([sys.executable, "-c", ROUND.format(store=store)], start_new_session=True)
        try:
            process.wait(timeout=chance.uniform(0.5, 0.9) if kills < 4 else 60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    return kills


def test_no_message_is_lost_and_every_duplicate_is_marked(store: str, tmp_path: Path) -> None:
    """Each message arrives or remains unsure, and those that arrived twice are marked as uncertain."""
    with running(Sink()) as sink:
        (tmp_path / "settings.toml").write_text(SETTINGS.format(port=sink.port), encoding="utf-8")
        desk = TimedDesk(store, sink, tmp_path)
        for number in range(MANY):
            desk.do("contact.edit", id="P-0101", email=f"a{number}@cus01.example.com")
            desk.do("ticket.open", contact="P-0101", title="x", catalog="B", severity="general", level="urgent")
        killed_rounds(store, lambda: all(is_over(row) for row in desk.outbox()))
    arrived = Counter(re.search(rb"\nTo: [^\n]*<(a\d+@)", raw)[1].decode() for _from, _to, raw in sink.accepted)  # type: ignore[index]
    marked = {row["recipient"].partition("@")[0] + "@" for row in desk.outbox() if row["uncertain"]}
    given_up = {row["recipient"].partition("@")[0] + "@" for row in desk.outbox() if row["state"] == "unsure"}
    assert arrived.keys() | given_up == {f"a{number}@" for number in range(MANY)}
    assert {name for name, count in arrived.items() if count > 1} <= marked


def is_over(row: dict[str, Any]) -> bool:
    """Return True if a message was sent, or was uncertain three times and waits for a person."""
    return row["state"] == "sent" or (row["state"] == "unsure" and row["next_try"] is None)


def test_no_mail_is_lost_or_received_twice(store: str, tmp_path: Path) -> None:
    """Each mail is stored exactly once, wherever the worker was killed."""
    pytest.importorskip("imapclient", reason="NOT TESTED: the extra `mail` is not installed")
    from imapclient import IMAPClient

    with dovecot() as server:
        (tmp_path / "settings.toml").write_text(BOX.format(user=USER, port=server.port), encoding="utf-8")
        client = IMAPClient("localhost", port=server.port, ssl=False)
        client.plain_login(USER, PASSWORD)
        for number in range(MANY):
            client.append("INBOX", f"From: a@b.example.com\r\nSubject: n{number}\r\n\r\nx\r\n".encode())
        killed_rounds(store, lambda: len(subjects(store)) >= MANY)
        client.logout()
    assert Counter(subjects(store)) == Counter(f"n{number}" for number in range(MANY))


def subjects(store: str) -> list[str]:
    with closing(open_reader(store)) as conn:
        rows = list_mails(conn, 0, None, kinds=ValueFilter(("new",)), states=ValueFilter(("all",)))  # type: ignore[arg-type]
    return [row["subject"] for row in rows if row["subject"].startswith("n") and row["subject"][1:].isdecimal()]
