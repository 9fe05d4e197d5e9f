"""`watch` goes on when a lost server is back, and neither loses nor repeats an event."""

from collections.abc import Iterator

import pytest
from calling import Deskctl

from deskctl.cli.reads import watch
from deskctl.store.store_errors import ServerLost

_LOST = "The connection to the store {path} is lost; watching goes on when it is back."
_BACK = "The store {path} is back; watching goes on."


@pytest.fixture
def losses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Return the list of the calls, counted from 0, in which the connection is lost while the events are read."""
    lost_calls: list[int] = []
    read, calls = watch.subjects, iter(range(1000))

    def read_or_lose(*given: object) -> object:
        if next(calls) in lost_calls:
            raise ServerLost("lost")
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(watch, "subjects", read_or_lose)
    monkeypatch.setattr(watch, "_AT_ONCE", 7)
    monkeypatch.setattr("deskctl.cli.lost_server._RETRY_SECONDS", 0.0)
    yield lost_calls
    assert next(calls) > max(lost_calls, default=0)


def test_no_event_is_lost_or_repeated(ask: Deskctl, losses: list[int]) -> None:
    """A connection that is lost at the beginning or between two pieces of the events changes nothing but stderr."""
    words = ("watch", "--since", "-3d", "--count", 30, "--jsonl")
    whole = ask(*words)
    losses += [6, 8]
    again = ask(*words)
    assert (again.code, again.rows) == (0, whole.rows)
    first, second = [line.partition("store ")[0] for line in (_LOST, _BACK)]
    assert [line.startswith(one) for line, one in zip(again.err.splitlines(), [first, second] * 2, strict=True)] == [
        True
    ] * 4


def test_a_single_look_ends_with_the_loss(ask: Deskctl, losses: list[int]) -> None:
    """With `--once`, as cron runs it, a lost server ends the watch with exit code 5."""
    losses.append(0)
    assert ask("watch", "--since", "-3d", "--once", "--jsonl").code == 5
