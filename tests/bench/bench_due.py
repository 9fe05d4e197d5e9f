"""Measure the due list: `python tests/bench/bench_due.py --customers 1000`.

The whole list (goal 2.0) and its first 50 rows (1.5) are measured as ratios to `ticket list --json` on the same desk,
by the CPU time of separate processes, the median of some rounds. Further figures are the list with ten times the
customers against the first one (4.0), a repeated `due count` in one process (20 ms CPU), and the duties derived per
second. Exits with the number of missed goals.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from care_desk import TODAY, make_care_desk

LIST, FIRST, GROWTH, COUNT, RATE = 2.0, 1.5, 4.0, 0.020, 20_000
_FORBIDDEN = ("sqlmodel", "textual", "sqlalchemy", "pydantic")
_IMPORTS = "import sys; from deskctl.__main__ import main\ntry: main()\nexcept SystemExit: pass\n"


def cpu_of(store: Path, *words: str) -> float:
    """Return the CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "deskctl", "--store", str(store), *words], check=True,
                   stdout=subprocess.DEVNULL, env=_environment())  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment() -> dict[str, str]:
    return {**os.environ, "DESKCTL_NOW": TODAY.isoformat(), "DESKCTL_LANG": "en"}


def loaded_by(store: Path) -> list[str]:
    """Return the libraries that the due list loads although it should not."""
    code = f"{_IMPORTS}print([n for n in {_FORBIDDEN!r} if n in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, "--store", str(store), "due", "list", "--json"], check=True,
                          capture_output=True, text=True, env=_environment())  # fmt: skip
    return [name for name in _FORBIDDEN if name in done.stderr.splitlines()[-1]]


def warm_count(store: Path, rounds: int) -> tuple[float, int]:
    """Return the CPU seconds of a repeated `due count` in one process, and the number of rows counted."""
    from zoneinfo import ZoneInfo

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.queries.due.due_list import DueFilter, due_counts
    from deskctl.store.sqlite.reader import open_reader

    spent, found = [], {}
    with closing(open_reader(str(store))) as conn:
        for _round in range(rounds + 1):
            begin = time.process_time()
            found = due_counts(DueInputs(conn, int(TODAY.timestamp()), ZoneInfo("Asia/Shanghai")), DueFilter())
            spent.append(time.process_time() - begin)
    return statistics.median(spent[1:]), sum(every for every, _late in found.values())


def main() -> int:
    """Print the figures, and return how many goals are missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    missed = 0

    def report(name: str, measured: float, goal: float, unit: str = "") -> None:
        nonlocal missed
        missed += measured > goal
        print(f"| {name} | {goal:g}{unit} | {measured:.3g}{unit} |", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.db"), Path(folder, "large.db")
        make_care_desk(small, options.customers)
        cases = {"tickets": ("ticket", "list", "--json", "--limit", "0"), "whole": ("due", "list", "--json"),
                 "first": ("due", "list", "--json", "--limit", "50")}  # fmt: skip
        spent = {
            name: statistics.median(cpu_of(small, *words) for _ in range(options.rounds))
            for name, words in cases.items()
        }
        report("`due list --json` against `ticket list --json`", spent["whole"] / spent["tickets"], LIST)
        report("its first 50 rows", spent["first"] / spent["tickets"], FIRST)
        print(
            f"| seconds of CPU: tickets, due list, first 50 | | {', '.join(f'{one:.2f}' for one in spent.values())} |"
        )
        print(f"| libraries loaded although they should not be | none | {loaded_by(small) or 'none'} |")
        count, rows = warm_count(small, options.rounds)
        report(f"`due count` warm, {rows} rows", count * 1000, COUNT * 1000, " ms")
        print(f"| duties per second | {RATE:,} | {rows / count:,.0f} |")
        small.unlink()
        make_care_desk(small, options.customers, 1)
        make_care_desk(large, options.customers * 10, 1)
        growth = [statistics.median(cpu_of(one, "due", "list", "--json") for _ in range(3)) for one in (small, large)]
        report(
            f"`due list` at {options.customers * 10} customers against {options.customers}",
            growth[1] / growth[0],
            GROWTH,
        )
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
