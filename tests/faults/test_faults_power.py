"""A loss of power at a random time loses no answered write, whatever happens to data that was not synced."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError

import pytest
from power_disk import Disk
from power_record import Event, record, recorder_missing
from trials import answers, copy_of, grave_findings, receipts, write

from deskctl.errors import StoreUnusable
from deskctl.store.sqlite.files import QUEUE, SHARED, WAL
from deskctl.store.sqlite.integrity.head_file import SAFE_EVERY

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
pytestmark = pytest.mark.skipif(bool(recorder_missing()), reason=recorder_missing())


@dataclass(frozen=True)
class _Recorded:
    """The requests of a writer to the disk, the disk before them, and the desk after them."""

    disk: Disk
    events: list[Event]
    desk: Path
    acks: Path


@pytest.fixture(scope="module")
def recorded(small: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> _Recorded:
    """Record one writer, for which the tests then simulate losses of power."""
    folder = tmp_path_factory.mktemp("recorded")
    writes = 150 if request.config.getoption("--long", default=False) else 40
    desk, acks = copy_of(small, folder / "desk"), folder / "writer.acks"
    disk = Disk(desk.parent)
    return _Recorded(disk, record(desk, acks, writes), desk, acks)


@dataclass(frozen=True)
class _Outage:
    """A desk after a loss of power, and the tickets that had been answered before it, by their keys."""

    desk: Path
    answered: dict[str, str]


def _outages(recorded: _Recorded, folder: Path, count: int, *, honest: bool = True) -> Iterator[_Outage]:
    """Cut the power at random times; a disk that is not honest reports the log as synced when it is not."""
    chance = random.Random(folder.name)  # noqa: S311
    desk, disk, given = recorded.desk, deepcopy(recorded.disk), b""
    events = [event for event in recorded.events if honest or not _syncs_the_log(event)]
    moments = sorted(chance.sample(range(len(events)), count))
    for place, event in enumerate(events):
        disk.take(event)
        if event.path == str(recorded.acks):
            given += event.data
        for _ in range(moments.count(place)):
            found = folder / f"found{place}"
            disk.leave(found, chance)
            (found / f"{desk.name}{SHARED}").write_bytes(chance.randbytes(1 << 15))
            yield _Outage(found / desk.name, {answer["key"]: answer["ticket"] for answer in _whole(given)})


def _syncs_the_log(event: Event) -> bool:
    return event.call == "sync" and event.path.endswith(WAL)


def _whole(given: bytes) -> list[dict[str, str]]:
    return [json.loads(line) for line in given.splitlines()]


def _lost(outage: _Outage) -> set[str]:
    kept = receipts(outage.desk)
    return {key for key, ticket in outage.answered.items() if kept.get(key) != ticket}


def _is_noticed(desk: Path) -> bool:
    try:
        return bool(grave_findings(desk))
    except StoreUnusable:
        return True


def test_the_record_is_complete(recorded: _Recorded) -> None:
    """Replaying the recorded requests produces the files that the writer left, byte for byte."""
    disk = deepcopy(recorded.disk)
    for event in recorded.events:
        disk.take(event)
    left = {file.name: file.read_bytes() for file in recorded.desk.parent.iterdir()}
    assert {name: content for name, content in disk.content().items() if not name.endswith(QUEUE)} == {
        name: content for name, content in left.items() if not name.endswith((QUEUE, SHARED))
    }


def test_no_answered_write_is_lost_with_the_power(
    recorded: _Recorded, tmp_path: Path, repeats: Repeats, figure: Figure
) -> None:
    """After a loss of power each answered write exists, the doctor finds nothing grave, and writing continues."""
    answered = outages = 0
    for turn in range(repeats(1, 4)):
        for outage in _outages(recorded, tmp_path / f"turn{turn}", repeats(10, 50)):
            assert _lost(outage) == set()
            assert grave_findings(outage.desk) == []
            write(outage.desk, "after", 1, outage.desk.with_name("after.acks"))
            assert [answer["ok"] for answer in answers(outage.desk.with_name("after.acks"))] == [True]
            outages += 1
            answered += len(outage.answered)
    measured = f"{answered:,} acknowledged writes, 0 lost, no false alarm"
    figure(f"power lost {outages} times, unsynced sectors dropped", measured)


def test_losses_of_a_disk_that_ignores_syncs_are_noticed(
    recorded: _Recorded, tmp_path: Path, repeats: Repeats, figure: Figure
) -> None:
    """A disk that ignores the syncs of the log loses answered writes, which the desk notices.

    Only a loss of the last few writes, which the head file does not cover yet, is not noticed. This test also shows
    that the trial can fail.
    """
    losses, cuts = [], repeats(20, 100)
    for outage in _outages(recorded, tmp_path / "lies", cuts, honest=False):
        noticed = _is_noticed(outage.desk)
        try:
            lost = _lost(outage)
        except DatabaseError:  # pages were overwritten and the log that contained them is lost
            lost = set(outage.answered)
        if lost:
            losses.append(noticed)
            assert noticed or len(lost) < SAFE_EVERY
    assert any(losses)
    measured = (
        f"acknowledged writes lost {len(losses)} times, noticed {sum(losses)} times, else fewer than {SAFE_EVERY}"
    )
    figure(f"the same {cuts} times on a disk that lies about fsync", measured)
