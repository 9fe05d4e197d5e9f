"""Measure the peak memory of reading commands: `python tests/bench/bench_memory.py STORE [MOST [MOST_OF_DOCUMENTS]]`.

STORE is a desk in a file or on a server with the records of the demo desk, such as one made by `big_desk.py` or by an
import of an enlarged demo. Each command runs in a separate process. Exits with the number of commands that fail or need
more than `MOST` MB (40), or `MOST_OF_DOCUMENTS` MB (120) if they write a document.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

COMMANDS = """
asset list
callback list
clock explain 17 first_response
clock list --all --jsonl
clock next
clock report
clock report --by engineer
clock report --misses
contact list
customer card CUS-01
customer list
dispatch list
due count
due list --jsonl
due list --limit 50
export -
faq list
inspection list
mail list
on-call
outbox list
part list
policy compare after-sales-strict
policy show after-sales
report list
roster list
search 打印
search 打印机
stock cover
stock list
store info
ticket history 24
ticket list
ticket list --contested
ticket list --limit 0
ticket list --overdue --limit 0
ticket list --status all --limit 0 --jsonl
ticket list 网络 --status all --limit 0
ticket show 17
visit list
watch --once
watch --once --since 2026-10-20 --jsonl
"""
DOCUMENTS = """
month export 2026-10 --format md
month export 2026-10 --format xlsx
month export 2026-10 --format docx
month export 2026-10 --format pdf
report export 17 --format md
report export 17 --format pdf
"""


def peak_of(store: str, words: list[str]) -> tuple[float, int]:
    """Return the peak memory of a command in MB, and its exit code."""
    child = subprocess.Popen(
        [sys.executable, "-m", "deskctl", "--store", store, *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024, child.returncode


def main(store: str, most: float, most_of_documents: float) -> int:
    """Print each command with its peak memory, and return how many miss the goal."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        commands = [(line, [], most) for line in COMMANDS.strip().splitlines()]
        for place, line in enumerate(DOCUMENTS.strip().splitlines()):
            commands.append((line, ["-o", str(Path(folder) / str(place))], most_of_documents))
        for line, more, limit in commands:
            peak, code = peak_of(store, [*line.split(), *more])
            is_missed = code != 0 or peak > limit
            missed += is_missed
            print(
                f"{'MISS' if is_missed else 'ok':5}{peak:7.1f} MB  {line}{f' [exit {code}]' if code else ''}",
                flush=True,
            )
    return missed


if __name__ == "__main__":
    most, most_of_documents = (*map(float, sys.argv[2:4]), *(40.0, 120.0)[len(sys.argv) - 2 :])
    sys.exit(main(sys.argv[1], most, most_of_documents))
