"""When the server or the line fails, the error names what failed, whether it was saved, and what to do."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg2
import pytest
from both_engines import NOW, Both
from kept_rows import count
from server_rows import add_login, as_owner, end_all_others

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import use_language
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.screens.session.step_runner import Performed, Step, perform_step, perform_steps
from deskctl.store.open import check_store, open_reader, translated_errors, writing_once
from deskctl.store.postgres.connection import ServerConnection

pytestmark = pytest.mark.xdist_group("server")

Call = Callable[..., tuple[int, str, str]]


@contextmanager
def _answering(reply: bytes) -> Iterator[int]:
    """Run a server that answers the request for TLS with S, N or an error, and yield its port."""
    with socket.create_server(("localhost", 0)) as listener:

        def answer() -> None:
            conn, _peer = listener.accept()
            with conn:
                conn.recv(4096)
                conn.sendall(reply)

        threading.Thread(target=answer, daemon=True).start()
        yield int(listener.getsockname()[1])


def _error(text: str, severity: str = "FATAL") -> bytes:
    """Return an error as PostgreSQL sends it before the login."""
    fields = b"".join(f"{name}{value}\0".encode() for name, value in (("S", severity), ("V", "FATAL"), ("M", text)))
    return b"E" + (len(fields) + 5).to_bytes(4, "big") + fields + b"\0"


def _note(address: str, key: str) -> OperationResult:
    step = find("ticket", "note").of({"text": f"of {key}"})
    return perform(address, step, 66, RequestContext(now=datetime.fromisoformat(NOW), actor="LE1", key=key))


def _notes(address: str, key: str) -> int:
    with closing(open_reader(address)) as conn:
        return count(conn, "action", note=f"of {key}")


def _write_half(address: str) -> None:
    with writing_once(address) as conn:
        conn.update("ticket", {"number": 66}, {"title": "half"})
        end_all_others(address)
        count(conn, "ticket", number=1)


def test_a_wrong_password(own_demo: Both, answer: Call) -> None:
    """The error says that nothing was changed and where the password is read from, without repeating it."""
    add_login(own_demo.server, "locked", "right")
    address = own_demo.server.replace("owner@", "locked:wrong-one@")
    code, _out, err = answer(address, "ticket", "list")
    assert code == 5
    assert "rejects this login. Nothing was changed. Check the user and the password" in err
    assert "wrong-one" not in err


@pytest.mark.parametrize(
    ("address", "reply", "says"),
    [
        ("postgresql://nobody-here@/postgres?host={host}", b"", "rejects this login"),
        ("postgresql://owner@/nowhere?host={host}", b"", "has no database"),
        ("postgresql://owner@localhost:{port}/x?sslmode=verify-full&sslrootcert=/none", b"S", "not prove its identity"),
        ("postgresql://owner@localhost:{port}/x?sslmode=require", b"N", "does not offer an encrypted connection"),
    ],
)
def test_a_connection_that_is_not_made(server: Path, answer: Call, address: str, reply: bytes, says: str) -> None:
    """Each reason for a failed connection is named, with what to do and that nothing was changed."""
    with _answering(reply) as port:
        code, _out, err = answer(address.format(host=server, port=port), "ticket", "list")
    assert code == 5
    assert says in err
    assert "Nothing was changed. " in err


@pytest.mark.parametrize(
    ("text", "severity", "says"),
    [
        ('用户 "bo" Password 认证失败', "致命错误", "rejects this login"),
        ('没有用于主机 "::1", 用户 "bo", 数据库 "x", 无加密 的 pg_hba.conf 记录', "致命错误", "Have its pg_hba.conf"),
        ('no pg_hba.conf entry for host "::1", user "bo", no encryption', "FATAL", "use the sslmode that it demands"),
        ("SASL authentication failed", "FATAL", "rejects this login"),
        ('数据库 "x" 不存在', "致命错误", "has no database"),
        ("no such database: x", "FATAL", "has no database"),
        ('访问数据库"x"的权限不够', "致命错误", "lacks a right"),
        ("sorry, too many clients already", "FATAL", "has no connection left"),
        ("对不起, 已经有太多的客户", "致命错误", "has no connection left"),
        ("the database system is starting up", "FATAL", "cannot be reached"),
        ('invalid value for parameter "client_encoding": "x"', "FATAL", "The address of the store"),
    ],
)
def test_a_server_that_answers_in_its_own_words(answer: Call, text: str, severity: str, says: str) -> None:
    """Errors of a server with Chinese messages and of PgBouncer are recognised too."""
    with _answering(_error(text, severity)) as port:
        code, _out, err = answer(f"postgresql://bo@localhost:{port}/x?sslmode=disable", "ticket", "list")
    assert code == 5
    assert says in err
    assert "Nothing was changed. " in err


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://bo@no-such-host.invalid/x", "The host name of the server"),
        ("postgresql://?service=no-such-service", "cannot be used. Nothing was changed. Check the parts"),
        ("postgresql://bo@localhost/x?sslmode=strict", "cannot be used. Nothing was changed. Check the parts"),
        ("postgresql://bo@localhost/x?colour=red", "cannot be used. Nothing was changed. Check the parts"),
        ("postgresql://bo@localhost:abc/x", "cannot be used. Nothing was changed. Check the parts"),
        ("postgresql://bo@localhost/x?gssencmode=x", "cannot be used. Nothing was changed. Check the parts"),
    ],
)
def test_an_address_that_leads_nowhere(answer: Call, address: str, says: str) -> None:
    """The error blames the address and does not advise to wait."""
    code, _out, err = answer(address, "ticket", "list")
    assert code == 5
    assert says in err


def test_sentences_in_chinese(answer: Call) -> None:
    """No space follows a Chinese full stop, which is wide already."""
    use_language("zh")
    _code, _out, err = answer("postgresql://?service=no-such-service", "ticket", "list")
    assert "未作任何更改。请" in err


def test_a_missing_right(own_demo: Both, answer: Call) -> None:
    """The error for a missing right on a table names whom to ask and says that nothing was saved."""
    add_login(own_demo.server, "ann")
    as_owner(own_demo.server, "REVOKE INSERT ON action FROM PUBLIC")
    address = own_demo.server.replace("owner@", "ann@")
    code, _out, err = answer(address, "ticket", "note", "T-066", "--text", "x", "--actor", "LE1")
    assert code == 5
    assert "lacks a right" in err
    assert "The change was not saved. Ask the owner of the database for it." in err


def test_a_login_without_the_right_to_connect(own_demo: Both, answer: Call) -> None:
    """The error for a login that may not connect names whom to ask and does not advise to wait."""
    add_login(own_demo.server, "outside")
    database = own_demo.server.partition("?")[0].rpartition("/")[2]
    as_owner(own_demo.server, f'REVOKE CONNECT ON DATABASE "{database}" FROM PUBLIC')
    code, _out, err = answer(own_demo.server.replace("owner@", "outside@"), "ticket", "list")
    assert code == 5
    assert "lacks a right" in err
    assert "Nothing was changed. Ask the owner of the database for it." in err


def test_an_older_server(own_demo: Both, answer: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error for a server that is too old names its version and the required one."""
    monkeypatch.setattr("deskctl.store.postgres.reader.OLDEST", 990000)
    code, _out, err = answer(own_demo.server, "ticket", "list")
    assert code == 5
    assert "deskctl needs 15 or newer. Nothing was changed. Move the database to a newer server." in err


def test_a_server_that_goes_in_the_middle(own_demo: Both) -> None:
    """If the connection ends before the commit, the error says that nothing was saved."""
    with pytest.raises(StoreUnusable) as gone:
        _write_half(own_demo.server)
    assert str(gone.value).endswith("The change was not saved. Wait until it is back and do it again.")
    with closing(open_reader(own_demo.server)) as reader:
        assert count(reader, "ticket", title="half") == 0


def test_a_server_that_was_stopped_at_once() -> None:
    """The first error of the driver is about databases in general then, and means that the connection broke."""
    with pytest.raises(StoreUnusable, match="cannot be reached"), translated_errors("postgresql:///desk"):
        raise psycopg2.DatabaseError("server closed the connection unexpectedly")
    with pytest.raises(psycopg2.ProgrammingError), translated_errors("postgresql:///desk"):
        raise psycopg2.ProgrammingError("can't adapt type 'object'")


@contextmanager
def _lost_at_commit(address: str, *, is_saved: bool) -> Iterator[None]:
    """Let connections break at the commit, before or after the server has made it.

    The driver has another error for a server that was stopped at once, and only its next one says that it is gone.
    """
    send = ServerConnection.send
    lost: list[ServerConnection] = []

    def cut(conn: ServerConnection, text: str | bytes, values: Any = None) -> Any:
        if conn in lost:
            raise psycopg2.OperationalError("server closed the connection unexpectedly")
        is_commit = isinstance(text, bytes) and b"COMMIT" in text
        if is_commit and not is_saved:
            end_all_others(address)
        answer = send(conn, text, values)
        if is_commit:
            lost.append(conn)
            raise psycopg2.DatabaseError("server closed the connection unexpectedly")
        return answer

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ServerConnection, "send", cut)
        yield


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_connection_that_ends_with_the_commit(own_demo: Both, is_saved: bool) -> None:
    """If the connection ends during the commit, the error says so; repeating the key records the step once."""
    with _lost_at_commit(own_demo.server, is_saved=is_saved), pytest.raises(StoreUnusable) as lost:
        _note(own_demo.server, "k1")
    assert "It is not known whether the change was saved. Wait until it is back, and check whether" in str(lost.value)
    assert _notes(own_demo.server, "k1") == is_saved
    assert _note(own_demo.server, "k1").repeated is is_saved
    assert _notes(own_demo.server, "k1") == 1
    assert check_store(own_demo.server, 0) == []


@pytest.mark.parametrize("record", [perform_step, lambda session, step: perform_steps(session, [step])])
@pytest.mark.parametrize("is_saved", [True, False])
def test_a_console_whose_connection_ends_with_the_commit(own_demo: Both, is_saved: bool, record: Any) -> None:
    """Saving a form again after an unknown outcome records its step once; the same words later are a new step."""
    session: Any = SimpleNamespace(
        store=own_demo.server, actor="LE1", now=lambda: datetime.fromisoformat(NOW), unconfirmed=None
    )
    with _lost_at_commit(own_demo.server, is_saved=is_saved):
        lost = record(session, Step(find("ticket", "note").of({"text": "of a form"}), 66))
    assert str(lost.error).endswith("Wait until it is back and save again: it is recorded only once.")
    for expected in (1, 2):
        assert isinstance(record(session, Step(find("ticket", "note").of({"text": "of a form"}), 66)), Performed)
        assert _notes(own_demo.server, "a form") == expected


def test_the_same_words_after_another_step_are_a_new_step(own_demo: Both) -> None:
    """Once another step was recorded after an unknown outcome, the same words are recorded as a step of their own."""
    session: Any = SimpleNamespace(
        store=own_demo.server, actor="LE1", now=lambda: datetime.fromisoformat(NOW), unconfirmed=None
    )
    with _lost_at_commit(own_demo.server, is_saved=True):
        perform_step(session, Step(find("ticket", "note").of({"text": "of a form"}), 66))
    for text, expected in (("another", 1), ("of a form", 2)):
        assert isinstance(perform_step(session, Step(find("ticket", "note").of({"text": text}), 66)), Performed)
        assert _notes(own_demo.server, "a form") == expected
