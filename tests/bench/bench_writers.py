"""Sixteen writers at once: `python tests/bench/bench_writers.py SERVER FILE [STEPS]`.

SERVER and FILE are desks for tests with the demo in them. Each writer is a batch of its own that opens tickets and
writes notes on them, in turns; the rate on the server is compared with that on the file, and what was saved is checked:
no number twice, none lost, no chain broken.
"""

import json
import subprocess
import sys
import time
from contextlib import closing

from deskctl.store.broken_chains import broken_chains
from deskctl.store.open import open_reader

WRITERS = 16
_COUNT = "SELECT count(*), count(DISTINCT number) FROM ticket WHERE title LIKE ?"


def _lines(run: str, writer: int, steps: int) -> str:
    """Return the lines of a writer: a ticket, then a note on it, referred to by its key."""
    lines = []
    for place in range(steps):
        key = f"{run}/{writer}/{place - place % 2}"
        step = (
            {"do": "ticket.note", "ticket": f"key:{key}", "text": key, "key": f"{key}/note"}
            if place % 2
            else {"do": "ticket.open", "contact": "P-0101", "title": key, "key": key}
        )
        lines.append(json.dumps(step | {"actor": "HL1"}))
    return "\n".join(lines)


def rate(store: str, run: str, steps: int) -> float:
    """Let all write at once; return the steps done in a second of wall time."""
    words = [sys.executable, "-m", "deskctl", "--store", store, "batch", "-"]
    writers = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)
    ]
    began = time.perf_counter()
    for writer, process in enumerate(writers):
        assert process.stdin
        process.stdin.write(_lines(run, writer, steps))
        process.stdin.close()
    answers = [json.loads(line) for process in writers if process.stdout for line in process.stdout]
    took = time.perf_counter() - began
    done = sum(answer["ok"] for answer in answers)
    refused = next((answer for answer in answers if not answer["ok"]), None)
    with closing(open_reader(store)) as conn:
        opened, numbers = conn.execute(_COUNT, (f"{run}/%",)).fetchone()
        broken = list(broken_chains(conn))
    expected = WRITERS * ((steps + 1) // 2)
    print(
        f"{run}: {done} of {WRITERS * steps} steps in {took:.1f} s, {expected - opened} tickets lost,"
        f" {opened - numbers} numbers twice, {len(broken)} chains broken; first refusal: {refused}"
    )
    return done / took


def main() -> None:
    """Print the rates, the two engines taking turns."""
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    stamp = f"{time.time():.0f}"
    rates = [(rate(sys.argv[1], f"{stamp}-server-{n}", steps), rate(sys.argv[2], f"{stamp}-file-{n}", steps))
             for n in range(2)]  # fmt: skip
    for server, file in rates:
        print(f"{server:.0f} and {file:.0f} steps a second: {server / file:.2f} x")


if __name__ == "__main__":
    main()
