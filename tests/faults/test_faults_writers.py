"""Many writers at once: every answer is kept, every number given once, nobody waits long."""

import json
from collections.abc import Callable
from pathlib import Path

from trials import PROCESSES, a_copy, answers, grave, receipts, writers

from deskctl.data import data_file
from deskctl.exchange.read import read_desk

Often = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_sixteen_writers_lose_nothing(demo: Path, tmp_path: Path, often: Often, figure: Figure) -> None:
    """Sixteen processes write at once: none is refused, no write is lost, no number is given twice."""
    desk, count = a_copy(demo, tmp_path / "desk"), often(12, 500)
    started = writers(desk, [f"w{n}" for n in range(16)], count, tmp_path)
    for process, _ in started:
        process.join()
    told = [answer for _, acks in started for answer in answers(acks)]
    assert [answer["error"] for answer in told if not answer["ok"]] == []
    assert len(told) == len({answer["ticket"] for answer in told}) == 16 * count
    assert receipts(desk) == {answer["key"]: answer["ticket"] for answer in told}
    waits = sorted(answer["wait"] for answer in told if not answer["key"].endswith("/0"))
    wait = f"median wait {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
    figure(f"16 processes x {count} writes through the batch", f"0 lost, 0 duplicate numbers, 0 refused; {wait}")
    assert grave(desk) == []


def _import(desk: Path, file: Path) -> None:
    read_desk(file, str(desk))


def test_an_import_beside_writers(demo: Path, tmp_path: Path, often: Often, figure: Figure) -> None:
    """Four writers go on while tickets are read in: nothing is refused, nothing is lost."""
    desk, count = a_copy(demo, tmp_path / "desk"), often(300, 5_000)
    file = tmp_path / "more.jsonl"
    _many_tickets(file, count)
    importing = PROCESSES.Process(target=_import, args=(desk, file))
    started = writers(desk, [f"w{n}" for n in range(4)], often(10, 60), tmp_path)
    importing.start()
    for process in (importing, *(process for process, _ in started)):
        process.join()
    told = [answer for _, acks in started for answer in answers(acks)]
    assert importing.exitcode == 0
    assert all(answer["ok"] for answer in told)
    assert receipts(desk) == {answer["key"]: answer["ticket"] for answer in told}
    longest = max(answer["wait"] for answer in told)
    figure(f"import of {count:,} tickets beside 4 writers", f"0 lost; longest wait {longest:.2f} s")
    assert grave(desk) == []


def _many_tickets(file: Path, count: int) -> None:
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    tickets = [
        ticket for ticket in map(json.loads, lines) if ticket["type"] == "ticket" and not ticket.get("duplicate_of")
    ]
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            ticket = {**tickets[number % len(tickets)], "id": f"T-{100_000 + number}"}
            stream.write(json.dumps(ticket, ensure_ascii=False) + "\n")
