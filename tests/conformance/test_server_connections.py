"""A connection that is lost or late: what others go on with, and that nobody waits for hours."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import psycopg2
import pytest
from both_engines import NOW, Both
from kept_rows import count
from server_rows import as_owner, end_all_others

from deskctl.errors import StoreUnusable
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.open import open_reader
from deskctl.store.postgres.connecting import connected

pytestmark = pytest.mark.xdist_group("server")

_CONTEXT = RequestContext(now=datetime.fromisoformat(NOW), actor="LE1")


class _Connections:
    """What was given to each connection; a connection leads to the server `answering`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answering: str) -> None:
        self.given: list[dict[str, Any]] = []
        self._answering = SimpleNamespace(host=answering, port=5432)
        monkeypatch.setattr(psycopg2, "connect", self._connect)

    def _connect(self, **settings: Any) -> Any:
        self.given.append(settings)
        return SimpleNamespace(info=self._answering)


def test_a_batch_goes_on_over_a_new_connection(own_demo: Both) -> None:
    """A line that comes after the server was restarted is recorded, however long the batch has been running."""

    def lines() -> Iterator[str]:
        for text in ("before", "after", "later"):
            yield json.dumps({"do": "ticket.note", "ticket": "T-066", "text": text})
            end_all_others(own_demo.server)

    results = [*run_batch(own_demo.server, lines(), atomic=False, context=_CONTEXT)]
    assert [one["ok"] for one in results] == [True, True, True]
    with closing(open_reader(own_demo.server)) as reader:
        assert [count(reader, "action", note=text) for text in ("before", "after", "later")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("wanted", "then"), [("read-write", "db2,db1,db3"), ("primary", "db2,db1,db3"), ("any", "db1,db2,db3")]
)
def test_the_server_that_answered_last_is_asked_first(monkeypatch: pytest.MonkeyPatch, wanted: str, then: str) -> None:
    """After a failover nobody waits for the lost server again, where an address asks for the one with changes."""
    connections = _Connections(monkeypatch, "db2")
    address = f"postgresql://bo@db1,db2,db3/{wanted}?target_session_attrs={wanted}"
    for _again in range(2):
        connected(address, "")
    assert [one["host"] for one in connections.given] == ["db1,db2,db3", then]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("postgresql://bo@db1/desk", {"host": "db1", "connect_timeout": 10, "tcp_user_timeout": 20000}),
        ("postgresql://bo@db1,db2:6/desk", {"host": "db1,db2", "port": ",6", "connect_timeout": 3}),
        ("postgresql://db1,db2/desk?connect_timeout=7&port=6", {"port": "6,6", "connect_timeout": "7"}),
        ("postgresql://?service=desk", {"service": "desk", "keepalives_idle": 10, "keepalives_count": 2}),
    ],
)
def test_how_long_a_connection_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, address: str, given: dict[str, Any]
) -> None:
    """A machine without power is noticed within seconds, unless the address states something else."""
    connections = _Connections(monkeypatch, "db1")
    connected(address, "-c jit=off")
    (settings,) = connections.given
    assert {name: settings[name] for name in given} == given
    assert settings["options"] == "-c jit=off"


def test_a_commit_that_nobody_confirms(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for a standby that is gone: that the outcome is not known is reported after a while."""
    monkeypatch.setattr("deskctl.store.postgres.writing.transaction._COMMIT_SECONDS", 0.1)
    name = own_demo.server.split("/")[3].split("?")[0]
    reload = "SELECT pg_reload_conf()"
    as_owner(own_demo.server, "ALTER SYSTEM SET synchronous_standby_names = 'gone'", reload)
    as_owner(own_demo.server, f"ALTER DATABASE {name} SET synchronous_commit = on")
    try:
        with pytest.raises(StoreUnusable) as late:
            perform(own_demo.server, find("ticket", "note").of({"text": "late"}), 66, _CONTEXT)
    finally:
        as_owner(own_demo.server, "ALTER SYSTEM RESET synchronous_standby_names", reload)
    assert "It is not known whether the change was saved." in str(late.value)
