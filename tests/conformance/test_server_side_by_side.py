"""Two overlapping transactions on a server: neither waits unnecessarily, and only one gets what both want."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from both_engines import NOW, Both
from kept_rows import column, count
from server_rows import until_one_waits

from deskctl.config.messages import message_settings
from deskctl.desk.case_cache import CaseCache
from deskctl.errors import Refused, StoreUnusable
from deskctl.mail.intake.intake import Intake
from deskctl.notify.worker import MessageSender
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, is_alone, perform, perform_in
from deskctl.queries.watch.event_stream import Watcher
from deskctl.sla.facts import instant
from deskctl.store.open import check_store, open_reader, writing_once
from deskctl.store.postgres.writing.transaction import ServerTransaction

pytestmark = pytest.mark.xdist_group("server")

_NOW = datetime.fromisoformat(NOW)
_OPEN = {"contact": "P-0101", "title": "no light", "severity": "general"}


@contextmanager
def _unfinished(
    store: str, do: str, ticket: int | None, key: str | None = None, **values: Any
) -> Iterator[OperationResult]:
    """Perform an operation in a transaction that ends with the block."""
    operation, call = find(*do.split(".")).of(values), RequestContext(now=_NOW, actor="LE1", key=key)
    with writing_once(store, alone=is_alone(operation, ticket), ticket=ticket) as conn:
        yield perform_in(conn, operation, ticket, call, CaseCache())


def _take(store: str, do: str, ticket: int | None = None, key: str | None = None, **values: Any) -> OperationResult:
    return perform(store, find(*do.split(".")).of(values), ticket, RequestContext(now=_NOW, actor="LE1", key=key))


@pytest.fixture
def beside() -> Iterator[Callable[..., Future[OperationResult]]]:
    """Return a function that performs an operation at the same time, on another connection."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda *given, **values: pool.submit(_take, *given, **values)


def _opened(watcher: Watcher) -> list[int]:
    """Wait until the watcher has news, and return the tickets that it reports as opened."""
    for _look in range(3000):
        if news := watcher.look(instant(_NOW)):
            return [one.number for one in news if one.what == "logged"]
        count(watcher.conn, "ticket")
    return []


def test_openings(own_demo: Both) -> None:
    """Opening a ticket does not wait for an earlier, unfinished one; a watcher later sees that lower number too."""
    with closing(open_reader(own_demo.server)) as reader:
        watcher = Watcher(reader, instant(_NOW) - 1)
        with _unfinished(own_demo.server, "ticket.open", None, **_OPEN) as first:
            second = _take(own_demo.server, "ticket.open", **_OPEN)
            seen = _opened(watcher)
        later = _opened(watcher)
    assert (first.ticket, second.ticket) == (73, 74)
    assert (seen, later) == ([74], [73])
    assert check_store(own_demo.server, 0) == []


def test_a_gap_in_the_numbers(own_demo: Both) -> None:
    """A ticket whose transaction fails leaves a gap, and the next ticket has the number after it."""
    with pytest.raises(ZeroDivisionError), _unfinished(own_demo.server, "ticket.open", None, **_OPEN):
        raise ZeroDivisionError
    assert _take(own_demo.server, "ticket.open", **_OPEN).ticket == 74


def test_one_key_twice(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that finds at its commit that another used the same key first returns that one's result."""
    commit, quicker = ServerTransaction.commit, []

    def overtaken(conn: ServerTransaction) -> None:
        monkeypatch.undo()
        quicker.append(_take(own_demo.server, "ticket.open", None, "k", **_OPEN))
        commit(conn)

    monkeypatch.setattr(ServerTransaction, "commit", overtaken)
    done = _take(own_demo.server, "ticket.open", None, "k", **_OPEN)
    assert (done.ticket, done.repeated) == (quicker[0].ticket, True)
    with closing(open_reader(own_demo.server)) as reader:
        assert count(reader, "ticket") == 73


@pytest.mark.parametrize(
    ("do", "tickets", "values"),
    [
        ("loaner.send", (66, 69), {"loaner": "LN-03"}),
        ("ticket.open", (None, None), {"mail": "ML-005", "title": "by mail"}),
    ],
)
def test_the_same_thing_for_two_tickets(
    own_demo: Both,
    beside: Callable[..., Future[OperationResult]],
    do: str,
    tickets: tuple[int | None, int | None],
    values: dict[str, Any],
) -> None:
    """If two writers take the same thing for different tickets, the second waits and is then refused."""
    with _unfinished(own_demo.server, do, tickets[0], **values):
        second = beside(own_demo.server, do, tickets[1], **values)
        until_one_waits(own_demo.server)
    with pytest.raises(Refused):
        second.result()
    assert check_store(own_demo.server, 0) == []


def test_one_ticket(own_demo: Both, beside: Callable[..., Future[OperationResult]]) -> None:
    """An operation waits for an unfinished one on the same ticket, and follows it in the history."""
    with _unfinished(own_demo.server, "ticket.note", 66, text="first") as first:
        second = beside(own_demo.server, "ticket.note", 66, text="second")
        until_one_waits(own_demo.server)
    assert (first.action, second.result().action) == ("T-066/18", "T-066/19")
    assert check_store(own_demo.server, 0) == []


_SETTINGS = """
[mail.account.service]
addresses = ["service@desk.example.com"]
[mail.out]
smtp = "smtp://127.0.0.1:1"
from = "Desk <service@desk.example.com>"
"""
_MAIL = b"From: P <p@cus.example.com>\r\nTo: service@desk.example.com\r\nMessage-ID: <x@cus.example.com>\r\n\r\nHelp"


def test_files_and_mails(
    own_demo: Both, beside: Callable[..., Future[OperationResult]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only an attachment of the same ticket waits for its writer; other attachments, mails and the worker do not."""
    (tmp_path / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "settings.toml"))
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    file = {"file": str(tmp_path / "photo.png")}
    _take(own_demo.server, "mail.reply", mail="ML-005", text="yes")
    sending = MessageSender(own_demo.server, message_settings(), lambda: _NOW)
    with (
        closing(sending),
        Intake(own_demo.server, message_settings(), lambda: _NOW) as intake,
        _unfinished(own_demo.server, "ticket.note", 66, text="first") as first,
    ):
        attached = [_take(own_demo.server, "attachment.add", ref=ref, **file).action for ref in ("T-067", "CT-01")]
        taken = intake.take(_MAIL)
        sending.look()
        sent = sending.send_due()
        second = beside(own_demo.server, "attachment.add", ref="T-066", **file)
        until_one_waits(own_demo.server)
    assert (first.action, second.result().action) == ("T-066/18", "T-066/19")
    assert (len(attached), taken.is_known, sent.failed) == (2, False, 1)
    assert check_store(own_demo.server, 0) == []


def test_a_new_caller(own_demo: Both, beside: Callable[..., Future[OperationResult]]) -> None:
    """Two simultaneous calls of the same unknown person create one contact."""
    values = {"customer": "CUS-01", "caller_name": "Sam Reed", "phone": "555-0100", "title": "no light"}
    with _unfinished(own_demo.server, "ticket.open", None, **values):
        second = beside(own_demo.server, "ticket.open", **values)
        until_one_waits(own_demo.server)
    assert second.result().ticket == 74
    with closing(open_reader(own_demo.server)) as reader:
        assert count(reader, "contact", name="Sam Reed") == 1


def test_records_and_tickets(own_demo: Both, beside: Callable[..., Future[OperationResult]]) -> None:
    """A change of reference data waits for open transactions on tickets, and later ones wait for it."""
    with _unfinished(own_demo.server, "ticket.open", None, **_OPEN):
        change = beside(own_demo.server, "contact.edit", None, id="P-0102", phone="555-0198")
        until_one_waits(own_demo.server)
    change.result()
    with _unfinished(own_demo.server, "contact.edit", None, id="P-0101", phone="555-0199"):
        opening = beside(own_demo.server, "ticket.open", None, **_OPEN)
        until_one_waits(own_demo.server)
    assert opening.result().ticket == 74


def test_a_deadlock(own_demo: Both) -> None:
    """A writer that the server ends because of a deadlock is run again, and then refused by the rule."""
    pair = [_take(own_demo.server, "ticket.open", **_OPEN).ticket for _ in range(2)]

    def mark(store: str, number: int, first: int) -> OperationResult | Refused:
        try:
            return _take(store, "ticket.mark-duplicate", number, of=f"T-{first:03d}")
        except Refused as refused:
            return refused

    for _round in range(3):
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda place: mark(own_demo.server, pair[place], pair[1 - place]), range(2)))
        assert any(isinstance(one, Refused) for one in done)
    with closing(open_reader(own_demo.server)) as reader:
        assert column(reader, "ticket", "duplicate_of", number=pair[0]) == [None]


def test_a_conflict_is_tried_again(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that lost a conflict is run again; if it keeps losing, nothing is saved and the error says so."""
    commit, left = ServerTransaction.commit, [psycopg2.errors.DeadlockDetected, psycopg2.errors.UniqueViolation]

    def met(conn: ServerTransaction) -> None:
        if left:
            _meet(conn, left.pop())
        commit(conn)

    def _meet(conn: ServerTransaction, kind: type[psycopg2.Error]) -> None:
        code = {psycopg2.errors.DeadlockDetected: "40P01"}.get(kind, "23505")
        conn.ask(f"DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '{code}'; END $$")

    monkeypatch.setattr(ServerTransaction, "commit", met)
    assert _take(own_demo.server, "ticket.note", 66, text="x").action == "T-066/18"
    left += [psycopg2.errors.DeadlockDetected] * 8
    with pytest.raises(StoreUnusable) as busy:
        _take(own_demo.server, "ticket.note", 66, text="x")
    assert "locked by another writer" in str(busy.value)
    assert "The change was not saved." in str(busy.value)
