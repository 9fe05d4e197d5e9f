"""Compare the clocks with those of an earlier version: `python tests/bench/bench_before.py TREE [TICKETS]`.

TREE is a checkout of the earlier version (`git worktree add --detach TREE COMMIT`). The two versions are measured
alternately, each in a separate process; the best round of each counts. Exits with 1 if a figure misses its goal.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from bench_import import scaled

HERE = Path(__file__).resolve().parents[2]
ROUNDS = 7
_RATES = """
import sys
sys.path.insert(0, "tests/bench")
from bench_clocks import FOUR_HOURS, START, WORKDAY, demo_cases, derive, long_stories, packaged, seconds

WORKDAY.due(START, FOUR_HOURS)
policy, heavy, all_cases = packaged(), long_stories(), [*demo_cases().values()]
print(seconds(lambda: [derive(case, policy) for case in heavy], 20) / len(heavy))
print(seconds(lambda: [derive(case, policy) for case in all_cases], 5) / len(all_cases))
print(seconds(lambda: WORKDAY.due(START, FOUR_HOURS), 5000))
"""
_STORE = "import sys; from deskctl.__main__ import main; main()"


def run(tree: Path, code: str, *words: str, store: str = "") -> list[str]:
    """Run Python code of a version in a separate process; return the lines that it prints."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "DESKCTL_STORE": store, "DESKCTL_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], check=True, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.splitlines()


def rates(tree: Path) -> list[float]:
    """Return the seconds for one of the long tickets, one ticket of the demo desk, and one due time."""
    return [float(line) for line in run(tree, _RATES)]


def rebuilt(tree: Path, store: Path) -> float:
    """Return the CPU seconds of `store rebuild` in a version."""
    before = sum(os.times()[2:4])
    run(tree, _STORE, "store", "rebuild", "--json", store=str(store))
    return sum(os.times()[2:4]) - before


def desk_of(tree: Path, lines: Path, store: Path) -> None:
    """Make a desk with a version from lines of the exchange format."""
    run(tree, _STORE, "init", "--json", store=str(store))
    run(tree, _STORE, "import", str(lines), "--json", store=str(store))


def main(tree: Path, tickets: int) -> int:
    """Print each figure with its goal."""
    begun, trees = process_time(), (tree.resolve(), HERE)
    rounds = [[rates(one) for one in trees] for _ in range(ROUNDS)]
    best = [[min(figures) for figures in zip(*(turn[place] for turn in rounds), strict=True)] for place in (0, 1)]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "desk.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in scaled(tickets))
        stores = [Path(folder) / f"{name}.db" for name in ("before", "now")]
        for one, store in zip(trees, stores, strict=True):
            desk_of(one, lines, store)
        turns = [[rebuilt(one, store) for one, store in zip(trees, stores, strict=True)] for _ in range(3)]
    before, now = (min(turn[place] for turn in turns) for place in (0, 1))
    rows = [
        ("tickets of 18 to 22 actions derived, rate", best[0][0] / best[1][0], 0.75, 1 / best[1][0]),
        ("tickets of the demo's mix derived, rate", best[0][1] / best[1][1], 0.75, 1 / best[1][1]),
        ("due times, rate", best[0][2] / best[1][2], 0.9, 1 / best[1][2]),
    ]
    for name, ratio, goal, rate in rows:
        print(f"{name:<60} {ratio:6.2f} x (at least {goal}); {rate:,.0f} a second now")
    print(f"{f'store rebuild of {tickets:,} tickets, CPU':<60} {now / before:6.2f} x (at most 1.25); {now:.1f} s now")
    print(f"({ROUNDS} and 3 rounds alternately, {process_time() - begun:.0f} s of the script itself)")
    return int(any(ratio < goal for _, ratio, goal, _ in rows) or now / before > 1.25)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))
