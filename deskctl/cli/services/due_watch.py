"""`watch --due`: print each stage of the due list once for each mark."""

import sys
import time
from collections.abc import Callable, Collection
from typing import NoReturn

from deskctl import clock
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.lost_server import read_through_losses
from deskctl.cli.output.results import Shape
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_stages import DueStage, due_stages
from deskctl.queries.due.json_rows import due_shape
from deskctl.queries.json_values import rfc3339
from deskctl.store.facts.watch_marks import keep_keys, keys_of

DUE_COLUMNS = ("stage", "due_on", "due_at", "kind", "subject", "title", "customer", "role", "owner")
_INTERVAL = 20  # seconds between two polls: no stage is finer than a minute


def watch_due(
    invocation: Invocation,
    write: Callable[[Shape], None],
    *,
    once: bool,
    mark: str | None,
) -> list[str]:
    """Write each new stage and return the keys of all: with `once` since the last run with the mark, or from now on."""
    if not once:
        watch = _DueWatch(write)
        read_through_losses(invocation, watch.run)
    with invocation.reading() as desk:
        seen_keys = keys_of(desk.conn, mark) if mark else frozenset()
        stages = list(due_stages(DueInputs(desk.conn, desk.at, desk.zone)))
        _write_new(stages, seen_keys, desk, write)
    return [one.key for one in stages]


class _DueWatch:
    """The stages that are reached from now on, also while a server was lost."""

    def __init__(self, write: Callable[[Shape], None]) -> None:
        self._write = write
        self._seen_keys: frozenset[str] | None = None

    def run(self, desk: Reading) -> NoReturn:
        """Write each new stage, for ever."""
        while True:
            now = desk._replace(at=int(clock.now().timestamp()))
            stages = list(due_stages(DueInputs(now.conn, now.at, now.zone)))
            if self._seen_keys is not None:
                _write_new(stages, self._seen_keys, now, self._write)
            self._seen_keys = frozenset(one.key for one in stages)
            time.sleep(_INTERVAL)


def _write_new(
    stages: Collection[DueStage],
    seen_keys: Collection[str],
    desk: Reading,
    write: Callable[[Shape], None],
) -> None:
    for one in stages:
        if one.key not in seen_keys:
            shape: Shape = {
                "event": "due",
                "stage": one.stage,
                "at": rfc3339(one.since, desk.zone),
                **due_shape(one.duty, desk.at, desk.zone),
            }
            write(shape)


def save_keys(path: str, mark: str, keys: Collection[str]) -> None:
    """Save which stages were printed, now that the output is flushed."""
    from deskctl.store.open import writing_once

    sys.stdout.flush()
    with writing_once(path) as conn:
        keep_keys(conn, mark, keys)
