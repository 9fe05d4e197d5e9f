"""Simulate eight hours of a console while others write: `python tests/bench/bench_console_day.py [STEPS [SECONDS]]`.

The console runs in a terminal, and its clock moves by SECONDS (1) at each tick, as fast as it can draw; another process
records STEPS (5,000) actions through the batch meanwhile. The memory is printed for the start, the middle and the end;
after each half the screen must equal that of a newly opened console. Needs Linux (pty and /proc).
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from bench_console import FIRST_NUMBER, Terminal, large_desk, running
from watcher import DAY, PARTS

from deskctl.clock import now

TICKETS = 1000
ALLOWED_GROWTH = 3.0
CONSOLE = str(Path(__file__).with_name("watcher.py"))


def shown(terminal: Terminal, path: Path) -> dict[str, str]:
    """Read the output of a console until it has written the file of its screen, and return the content of the file."""
    while not path.exists():
        terminal.read(0.1)
        terminal.reported = b""
    found: dict[str, str] = json.loads(path.read_text())
    return found


def texts(picture: str) -> set[tuple[str, ...]]:
    """Return the texts of a screenshot, each with its position."""
    return set(re.findall(r'<text [^>]*?x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)', picture))


def lines(begin: int, end: int) -> str:
    """Return the lines of a batch: notes, assignments, new tickets; the last is a note on the first ticket."""
    steps: list[dict[str, Any]] = []
    for place in range(begin, end - 1):
        ticket = FIRST_NUMBER + place % 40
        if place % 50 == 0:
            steps.append({"do": "ticket.open", "contact": "P-0101", "title": f"call {place}"})
        elif place % 3 == 0:
            steps.append({"do": "ticket.assign", "ticket": ticket, "to": f"EN{place // 3 % 4 + 1}"})
        else:
            steps.append({"do": "ticket.note", "ticket": ticket, "text": f"step {place}"})
    steps.append({"do": "ticket.note", "ticket": FIRST_NUMBER, "text": f"last-step-{end}"})
    return "".join(json.dumps(step) + "\n" for step in steps)


def write(store: str, text: str, answers: Path) -> "subprocess.Popen[bytes]":
    """Start another process that records actions."""
    steps = answers.with_suffix(".in")
    steps.write_text(text)
    words = [sys.executable, "-m", "deskctl", "--store", store, "--actor", "HL1", "batch", str(steps)]
    with answers.open("wb") as out:
        return subprocess.Popen(words, stdout=out)


def whole_day(store: str, folder: Path, steps: int, seconds: int) -> tuple[list[float], list[str]]:
    """Return the memory at the start and after each half, and the faults that were found."""
    wrong: list[str] = []
    begun = now().isoformat()
    with running(CONSOLE, "live", store, str(folder), begun, str(seconds)) as terminal:
        shown(terminal, folder / "shown-0")
        memory = [terminal.memory()]
        for part in range(1, PARTS + 1):
            begin, end = steps * (part - 1) // PARTS, steps * part // PARTS
            writer = write(store, lines(begin, end), folder / f"answers-{part}")
            while writer.poll() is None:
                terminal.read(0.1)
                terminal.reported = b""
            refused = [line for line in (folder / f"answers-{part}").read_text().splitlines() if '"error"' in line]
            wrong += refused[:3]
            (folder / f"written-{part}").touch()
            day = shown(terminal, folder / f"shown-{part}")
            memory.append(terminal.memory())
            with running(CONSOLE, "glance", store, str(folder), day["at"]) as other:
                newly_opened = shown(other, folder / "glance")
            (folder / "glance").unlink()
            if differing := texts(day["picture"]) ^ texts(newly_opened["picture"]):
                wrong.append(f"half {part}: the screen differs from that of a new console: {sorted(differing)[:6]}")
            if f"last-step-{end}" not in day["picture"]:
                wrong.append(f"half {part}: the last action is not shown")
    return memory, wrong


def main() -> int:
    """Run the day, and print its result."""
    steps, seconds = [*map(int, sys.argv[1:]), *(5000, 1)[len(sys.argv) - 1 :]]
    begun = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "desk.db")
        large_desk(store, TICKETS)
        memory, wrong = whole_day(store, Path(folder), steps, seconds)
    print(f"{DAY // seconds:,} ticks of {seconds} s, {steps:,} actions of another process, {monotonic() - begun:.0f} s")
    print("memory at the start, in the middle, at the end:", ", ".join(f"{one:.1f} MB" for one in memory))
    growth = memory[-1] - memory[1]
    print(f"growth in the second half: {growth:.1f} MB (goal {ALLOWED_GROWTH:g})")
    print(*(wrong or ["no update dropped: each time the screen equalled that of a newly opened console"]), sep="\n")
    return int(bool(wrong) or growth > ALLOWED_GROWTH)


if __name__ == "__main__":
    raise SystemExit(main())
