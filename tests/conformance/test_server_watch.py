"""A console on a server hears what others do, and of a server that is gone."""

import time
from contextlib import closing
from datetime import datetime

import pytest
from both_engines import NOW, Both
from kept_rows import count
from server_rows import end_listeners

from deskctl.console.server_watch import ServerWatch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform

pytestmark = pytest.mark.xdist_group("server")


def _sees(watch: ServerWatch) -> bool:
    """Wait until the watch sees something."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if watch.look():
            return True
        time.sleep(0.02)
    return False


def test_a_step_of_somebody_else(own_demo: Both) -> None:
    """Nothing is heard while nothing happens; a step is."""
    with closing(ServerWatch(own_demo.server)) as watch:
        assert not watch.look()
        step = find("ticket", "note").of({})
        perform(own_demo.server, step, 66, RequestContext(now=datetime.fromisoformat(NOW), actor="LE1", note="seen"))
        assert _sees(watch)
        assert not watch.look()


def test_a_connection_that_is_cut(own_demo: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost connection is replaced, and the store counts as changed: nobody knows what was missed."""
    monkeypatch.setattr("deskctl.console.server_watch._RETRY_SECONDS", 0.0)
    import psycopg2

    with closing(ServerWatch(own_demo.server)) as watch, closing(psycopg2.connect(own_demo.server)) as other:
        end_listeners(other)
        assert _sees(watch)
        assert watch.error is None
        assert count(watch.conn, "ticket") == 72
