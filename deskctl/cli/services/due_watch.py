"""`watch --due`: print each stage of the due list once for each mark."""

import sys
import time
from collections.abc import Callable, Collection

from deskctl import clock
from deskctl.cli.app.invocation import Invocation, Reading
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
    with invocation.reading() as desk:
        seen_keys = keys_of(desk.conn, mark) if mark else frozenset()
        stages = list(due_stages(DueInputs(desk.conn, desk.at, desk.zone)))
        if once:
            _write_new(stages, seen_keys, desk, write)
        while not once:
            seen_keys = frozenset(one.key for one in stages)
            time.sleep(_INTERVAL)
            now = desk._replace(at=int(clock.now().timestamp()))
            stages = list(due_stages(DueInputs(now.conn, now.at, now.zone)))
            _write_new(stages, seen_keys, now, write)
    return [one.key for one in stages]


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
