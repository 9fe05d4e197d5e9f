"""Measure searches in the store of a large desk: `python tests/bench/bench_search.py`.

`--tickets N --open N` are its size, `--desk PATH` keeps the desk for the next run, `--plain` also measures without the
index. Fragments of one to six characters are chosen from the words of the tickets, with some that do not occur. Each
figure is the milliseconds at the median and the 99th percentile; exits with the number of missed goals.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from search_desk import make_desk

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.search.choices import choices
from deskctl.queries.search.desk_search import search
from deskctl.queries.tickets.ticket_list import list_tickets, ticket_numbers
from deskctl.store.sqlite.reader import open_reader

LENGTHS = (1, 2, 2, 3, 4, 6)
ABSENT = ("龘靐", "印机打印", "系统统系", "告警电源", "terpr", "erin", "no such", "T-99999999")
PAGE_GOAL, FILTER_GOAL = 20, 150


def fragments(conn: sqlite3.Connection, tickets: int, count: int) -> list[str]:
    """Choose random fragments from the words of tickets, and add those that do not occur."""
    chance = random.Random(tickets)  # noqa: S311 - the same fragments each time
    drawn: dict[str, None] = dict.fromkeys(ABSENT)
    while len(drawn) < count:
        row = conn.execute(
            "SELECT words FROM ticket_text WHERE number = ?", [chance.randrange(1, tickets + 1)]
        ).fetchone()
        length = chance.choice(LENGTHS)
        place = chance.randrange(len(row[0]) - length)
        fragment = row[0][place : place + length]
        if fragment.split() == [fragment]:
            drawn[fragment] = None
    return list(drawn)


def searches(conn: sqlite3.Connection) -> dict[str, tuple[int, Callable[[str], object]]]:
    """Return the kinds of searches, each with its goal in milliseconds."""
    return {
        "search WORDS --kind ticket": (PAGE_GOAL, lambda words: search(conn, words, kinds=("ticket",))),
        "search WORDS": (PAGE_GOAL, lambda words: search(conn, words)),
        "ticket list WORDS": (PAGE_GOAL, lambda words: list_tickets(conn, TicketFilter(words=words), at=0)),
        "ticket list WORDS --status all --sort number": (
            PAGE_GOAL,
            lambda words: list_tickets(conn, TicketFilter(status=("all",), sort="number", words=words), at=0),
        ),
        **{
            f"choices of {kind}": (PAGE_GOAL, partial(choices, conn, kind, limit=6))
            for kind in ("contact", "asset", "customer")
        },
        "the console's filter, all numbers": (
            FILTER_GOAL,
            lambda words: ticket_numbers(conn, TicketFilter(words=words), at=0),
        ),
    }


def spent(ask: Callable[[str], object], words: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of CPU and wall time of each word."""
    cpu, wall = [], []
    for word in words:
        begun = time.process_time(), time.perf_counter()
        ask(word)
        cpu.append((time.process_time() - begun[0]) * 1000)
        wall.append((time.perf_counter() - begun[1]) * 1000)
    return cpu, wall


def table(conn: sqlite3.Connection, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Measure each kind of search; yield its line and whether it meets its goal."""
    for name, (goal, ask) in searches(conn).items():
        cpu, wall = spent(ask, words)
        worst = statistics.quantiles(wall, n=100)[98]
        figures = [
            statistics.median(cpu),
            statistics.quantiles(cpu, n=100)[98],
            statistics.median(wall),
            worst,
            max(wall),
        ]
        slowest = words[wall.index(max(wall))]
        line = f"{name:52}" + "".join(f"{figure:9.2f}" for figure in figures) + f"  ≤ {goal}  slowest: {slowest}"
        yield line, worst <= goal


def main() -> int:
    """Print the figures, and return how many goals are missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--open", type=int, default=3_000)
    parser.add_argument("--fragments", type=int, default=400)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = options.desk or Path(folder) / "desk.db"
        if not desk.exists():
            make_desk(desk, options.tickets, options.open)
        with closing(open_reader(str(desk))) as conn:
            words = fragments(conn, options.tickets, options.fragments)
            missed = show("from the index", conn, words)
            if options.plain:
                # Hides the store's own table, so that the index counts as incomplete.
                conn.execute("CREATE TEMP TABLE counter AS SELECT 'unindexed' AS name, 1 AS value")
                show("by reading the tickets", conn, words[:: max(len(words) // 40, 1)])
    return missed


def show(how: str, conn: sqlite3.Connection, words: Sequence[str]) -> int:
    """Print the figures with or without the index, and return how many goals are missed."""
    heads = ("cpu p50", "cpu p99", "p50", "p99", "worst")
    print(f"{how}, {len(words)} fragments, ms".ljust(52) + "".join(head.rjust(9) for head in heads))
    missed = 0
    for line, met in table(conn, words):
        print(line)
        missed += not met
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
