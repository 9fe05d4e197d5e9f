"""The everyday commands make few round trips, each of which takes 30 ms over a slow line."""

import shlex
from collections.abc import Callable
from typing import Any

import pytest
from both_engines import Both

from deskctl.store.postgres.connection import ServerConnection

pytestmark = pytest.mark.xdist_group("server")

Call = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("ticket list", 2),
        ("ticket show T-066 --json", 4),
        ("call log T-066 --summary asked --minutes 5 --actor LE1", 8),
        ("ticket open --contact P-0101 --title 'no light' --severity severe --actor EN1", 12),
    ],
)
def test_round_trips(own_demo: Both, answer: Call, monkeypatch: pytest.MonkeyPatch, command: str, most: int) -> None:
    """A command makes at most so many round trips after it has connected."""
    texts: list[str | bytes] = []
    send = ServerConnection.send

    def counted(conn: ServerConnection, text: str | bytes, values: Any = None) -> Any:
        texts.append(text)
        return send(conn, text, values)

    monkeypatch.setattr(ServerConnection, "send", counted)
    assert answer(own_demo.server, *shlex.split(command))[0] == 0
    assert 0 < len(texts) <= most, texts
