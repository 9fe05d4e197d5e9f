"""Many writers at once: every answer is kept, every number given once, nobody waits long."""

from collections.abc import Callable
from pathlib import Path

from trials import a_copy, answers, grave, receipts, writers

Often = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_sixteen_writers_lose_nothing(demo: Path, tmp_path: Path, often: Often, figure: Figure) -> None:
    """Sixteen processes write at once: none is refused, no write is lost, no number is given twice."""
    desk, count = a_copy(demo, tmp_path / "desk"), often(12, 500)
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
    assert grave(desk) == []
