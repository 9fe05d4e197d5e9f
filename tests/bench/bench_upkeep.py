"""Compare the upkeep of a big and a small desk: `python tests/bench/bench_upkeep.py FOLDER [SMALL BIG]`.

The desks are those of `big_desk.py` with 100,000 and 1,000,000 tickets, or as many as given. They are made in FOLDER
unless they are there from an earlier run: a million needs 15 GB and half an hour. Check, export, backup and rebuild are
separate processes, of which CPU and peak memory are printed. Exits with the number of missed goals: 11 times the CPU
for ten times the tickets, and 40 MB.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from big_desk import ROOT, make_big_desk

MOST, MEMORY = 1.1, 40
_RUN = """
import resource, sys
from deskctl.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(sum(one.ru_utime + one.ru_stime for one in uses), max(one.ru_maxrss for one in uses) / 1024, file=sys.stderr)
"""


def made(folder: Path, tickets: int) -> Path:
    """Return a desk with this number of tickets, made unless it exists."""
    store = folder / f"{tickets}.db"
    if not store.exists():
        make_big_desk(store, tickets, words=True)
        spent(store, "store", "rebuild", "--accept", "--actor", "LE1")
    return store


def spent(store: Path, *words: str) -> tuple[float, float]:
    """Run one command; return its CPU seconds and peak memory in MB."""
    call = [sys.executable, "-c", _RUN, *words, "--store", str(store)]
    environment = os.environ | {"HOME": str(store.parent)}
    done = subprocess.run(
        call, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True
    )
    seconds, memory = done.stderr.splitlines()[-1].split()
    return float(seconds), float(memory)


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the commands; what they write goes to a file in FOLDER that each desk overwrites."""
    yield "store", "check"
    yield "export", os.devnull
    yield "store", "backup", str(folder / "backup")
    yield "store", "rebuild"


def main(folder: Path, small: int, big: int) -> int:
    """Print the figures, and return how many goals are missed."""
    folder.mkdir(exist_ok=True)
    one, other = made(folder, small), made(folder, big)
    missed = 0
    for command in commands(folder):
        (before, _memory), (now, memory) = (_fresh(folder, store, command) for store in (one, other))
        ratio, limit = now / before, MOST * big / small
        missed += (ratio > limit) + (memory > MEMORY)
        mark = "ok" if ratio <= limit and memory <= MEMORY else "MISS"
        print(
            f"{mark:5}{' '.join(command[:2]):32}{before:8.1f}{now:8.1f} s {ratio:6.2f} x {memory:5.0f} MB", flush=True
        )
    return missed


def _fresh(folder: Path, store: Path, command: tuple[str, ...]) -> tuple[float, float]:
    """Run a command without the files of its predecessor."""
    for file in folder.glob("backup*"):
        file.unlink()
    return spent(store, *command)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place)
        sys.exit(main(given.resolve(), *map(int, sys.argv[2:] or ("100000", "1000000"))))
