"""Measure sixteen concurrent writers: `python tests/bench/bench_writers.py SERVER FILE [STEPS]`.

SERVER and FILE are test desks that contain the demo. Each writer is a separate batch that alternately opens a ticket
and writes a note on it. The rate on the server is compared with that on the file, and with that on the server if each
step takes the exclusive lock. The saved rows are checked: no duplicate number, no ticket lost, no chain broken.
"""

import json
import subprocess
import sys
import time
from contextlib import closing
from typing import Any

from deskctl.store.broken_chains import broken_chains
from deskctl.store.open import open_reader

WRITERS = 16
_PROGRAM = ("-m", "deskctl")
_ALONE = """
from deskctl.operations import batch
batch.is_alone = lambda *_named: True
from deskctl.__main__ import main
main()
"""
_ONE_LOCK = ("-c", _ALONE)
_COUNT = "SELECT count(*), count(DISTINCT number) FROM ticket WHERE title LIKE ?"


def _lines(run: str, writer: int, steps: int) -> list[str]:
    """Return the lines of a writer: tickets, and a note on each, which refers to the ticket by its key."""
    lines = []
    for place in range(steps):
        key = f"{run}/{writer}/{place - place % 2}"
        step = (
            {"do": "ticket.note", "ticket": f"key:{key}", "text": key, "key": f"{key}/note"}
            if place % 2
            else {"do": "ticket.open", "contact": "P-0101", "title": key, "key": key}
        )
        lines.append(json.dumps(step | {"actor": "HL1"}))
    return lines


def rate(store: str, run: str, steps: int, program: tuple[str, ...] = _PROGRAM) -> float:
    """Run all writers concurrently; return the steps per second of wall time after all have started."""
    words = [sys.executable, *program, "--store", store, "batch", "-"]
    writers = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)
    ]
    given = [_lines(run, writer, steps) for writer in range(WRITERS)]
    answers = [_answer_to(process, lines[0]) for process, lines in zip(writers, given, strict=True)]
    began = time.perf_counter()
    for process, lines in zip(writers, given, strict=True):
        assert process.stdin
        process.stdin.write("\n".join(lines[1:]))
        process.stdin.close()
    answers += [json.loads(line) for process in writers if process.stdout for line in process.stdout]
    took = time.perf_counter() - began
    for process in writers:
        process.wait()
    _print_faults(store, run, steps, answers, took)
    return (len(answers) - WRITERS) / took


def _answer_to(process: "subprocess.Popen[str]", line: str) -> dict[str, Any]:
    """Send a writer its first step, and return the answer."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def _print_faults(store: str, run: str, steps: int, answers: list[dict[str, Any]], took: float) -> None:
    done = sum(answer["ok"] for answer in answers)
    refused = next((answer for answer in answers if not answer["ok"]), None)
    with closing(open_reader(store)) as conn:
        opened, numbers = conn.execute(_COUNT, (f"{run}/%",)).fetchone()
        broken = list(broken_chains(conn))
    expected = WRITERS * ((steps + 1) // 2)
    print(
        f"{run}: {done} of {WRITERS * steps} steps in {took:.1f} s, {expected - opened} tickets lost,"
        f" {opened - numbers} duplicate numbers, {len(broken)} chains broken; first refusal: {refused}",
        flush=True,
    )


def main() -> None:
    """Print the rates of the two engines, which are measured alternately."""
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    stamp = f"{time.time():.0f}"
    server, file = sys.argv[1:3]
    for turn in range(2):
        beside = rate(server, f"{stamp}-server-{turn}", steps)
        alone = rate(server, f"{stamp}-alone-{turn}", steps, _ONE_LOCK)
        in_file = rate(file, f"{stamp}-file-{turn}", steps)
        print(
            f"{beside:.0f} steps a second: {beside / in_file:.2f} x file, {beside / alone:.2f} x one lock", flush=True
        )


if __name__ == "__main__":
    main()
