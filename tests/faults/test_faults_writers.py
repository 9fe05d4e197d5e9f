"""Many writers at the same time lose no write and get each ticket number once."""

from collections.abc import Callable
from pathlib import Path

from trials import answers, copy_of, grave_findings, receipts, writers

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_sixteen_writers_lose_nothing(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """Sixteen processes write at the same time: no write is refused or lost, and no ticket number is used twice."""
    desk, count = copy_of(demo, tmp_path / "desk"), repeats(12, 500)
    started = writers(desk, [f"w{n}" for n in range(16)], count, tmp_path)
    for process, _ in started:
        process.join()
    given = [answer for _, acks in started for answer in answers(acks)]
    assert [answer["error"] for answer in given if not answer["ok"]] == []
    assert len(given) == len({answer["ticket"] for answer in given}) == 16 * count
    assert receipts(desk) == {answer["key"]: answer["ticket"] for answer in given}
    waits = sorted(answer["wait"] for answer in given if not answer["key"].endswith("/0"))
    wait = f"median wait {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
    figure(f"16 processes x {count} writes through the batch", f"0 lost, 0 duplicate numbers, 0 refused; {wait}")
    assert grave_findings(desk) == []
