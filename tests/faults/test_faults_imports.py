"""A long import does not delay other writers for long, and a stopped one is applied completely or not at all."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from trials import PROCESSES, answers, copy_of, grave_findings, imported, line, many_tickets, receipts, write_lines

from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.bulk_import.apply import settle_import

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_an_import_while_others_write(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """Four writers continue during an import: none of their writes is refused or lost."""
    desk, count = copy_of(demo, tmp_path / "desk"), repeats(400, 50_000)
    file, ended = tmp_path / "more.jsonl", tmp_path / "ended"
    many_tickets(file, count)
    started = [
        (PROCESSES.Process(target=_write_until, args=(desk, name, ended, tmp_path / f"{name}.acks")), name)
        for name in ("w0", "w1", "w2", "w3")
    ]
    reading = PROCESSES.Process(target=_import, args=(desk, file, ended))
    for process in (*(process for process, _ in started), reading):
        process.start()
    for process in (reading, *(process for process, _ in started)):
        process.join()
    given = [answer for _, name in started for answer in answers(tmp_path / f"{name}.acks")]
    assert reading.exitcode == 0
    assert [answer["error"] for answer in given if not answer["ok"]] == []
    assert receipts(desk) == {answer["key"]: answer["ticket"] for answer in given}
    assert imported(desk) == count
    waits = sorted(answer["wait"] for answer in given if not answer["key"].endswith("/0"))
    wait = f"median wait {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
    figure(f"import of {count:,} tickets while 4 writers work", f"0 of {len(given):,} writes lost; {wait}")
    assert grave_findings(desk) == []


def test_killed_imports(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """An import that is killed at a random time is completed later, or nothing of it was saved."""
    count, rounds, chance = repeats(300, 800), repeats(4, 100), random.Random(8)  # noqa: S311
    file = tmp_path / "more.jsonl"
    many_tickets(file, count)
    half_way = 0
    for turn in range(rounds):
        desk, begun = copy_of(demo, tmp_path / f"desk{turn}"), tmp_path / f"begun{turn}"
        process = PROCESSES.Process(target=_import_with_progress, args=(desk, file, begun))
        process.start()
        while turn % 4 and process.is_alive() and not begun.exists():
            process.join(timeout=0.002)
        process.join(timeout=chance.uniform(0, 0.2))
        process.kill()
        process.join()
        found = imported(desk)
        half_way += 0 < found < count
        settle_import(str(desk))
        assert imported(desk) in ({count} if found or begun.exists() else {0, count})
        assert grave_findings(desk) == []
    figure(f"an import killed {rounds} times", f"{half_way} interrupted and finished later, none left partial")


def _import(desk: Path, file: Path, ended: Path) -> None:
    try:
        read_desk(file, str(desk))
    finally:
        ended.touch()


def _import_with_progress(desk: Path, file: Path, begun: Path) -> None:
    read_desk(file, str(desk), on_saved=lambda _done, _total: begun.touch())


def _write_until(desk: Path, name: str, ended: Path, acks: Path) -> None:
    """Open tickets through the batch until a file exists, and note each answer with the time that it took."""
    write_lines(desk, name, _lines(name, ended), acks)


def _lines(name: str, ended: Path) -> Iterator[bytes]:
    number = 0
    while not ended.exists():
        yield line(name, number)
        number += 1
