"""A killed writer releases its lock at once, leaves nothing half done, and its lines can be repeated."""

import random
from collections.abc import Callable
from pathlib import Path

from trials import PROCESSES, answers, attach, copy_of, grave_findings, receipts, write, writers

from deskctl.store.sqlite.checks.store_check import check_store

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_killed_writers(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """Four writers that are killed at random times lose no answered write and record none twice."""
    desk, rounds, chance = copy_of(demo, tmp_path / "desk"), repeats(8, 250), random.Random(8)  # noqa: S311
    answered = retried = 0
    for turn in range(rounds):
        started = writers(desk, [f"r{turn}w{n}" for n in range(4)], 1000, tmp_path)
        while not any(list(answers(acks)) for _, acks in started):
            started[0][0].join(timeout=0.005)
        started[0][0].join(timeout=chance.uniform(0, 0.3))
        for process, _ in started:
            process.kill()
        for process, _ in started:
            process.join()
        for _, acks in started:
            given = list(answers(acks))
            kept = receipts(desk)
            assert all(kept.get(answer["key"]) == answer["ticket"] for answer in given)
            answered += len(given)
            retried += _repeat_unanswered(desk, acks, len(given), kept)
        assert [finding for finding in check_store(str(desk), 1 << 40, quick=True) if finding.grave] == []
        if turn % 25 == 0:
            assert grave_findings(desk) == []
    assert grave_findings(desk) == []
    measured = (
        f"{answered:,} acknowledged writes, 0 lost; {retried} recorded without an answer and retried, 0 recorded twice;"
        " no false alarm"
    )
    figure(f"kill -9 at random times, {4 * rounds:,} times, 4 writers", measured)


def _repeat_unanswered(desk: Path, acks: Path, done: int, kept: dict[str, str]) -> int:
    """Repeat the line for which the killed writer got no answer, and return whether it had been recorded."""
    key = f"{acks.stem}/{done}"
    write(desk, acks.stem, 1, acks, first=done)
    now = receipts(desk)
    assert now[key] == kept.get(key, now[key])
    assert len(now) == len(kept) + (key not in kept)
    return key in kept


def test_killed_attachments(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """If a process is killed while it attaches a file, the file is stored completely or not at all."""
    desk, rounds, chance = copy_of(demo, tmp_path / "desk"), repeats(4, 1000), random.Random(10)  # noqa: S311
    file = tmp_path / "large.bin"
    for turn in range(rounds):
        file.write_bytes(turn.to_bytes(4, "big") * (1 << 19))
        process = PROCESSES.Process(target=attach, args=(desk, file))
        process.start()
        process.join(timeout=chance.uniform(0, 0.3))
        process.kill()
        process.join()
    attach(desk, file)
    assert check_store(str(desk), 1 << 40) == []
    figure(f"kill -9 while a file is attached, {rounds:,} times", "no half file, the store is sound")
