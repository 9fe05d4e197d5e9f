"""Measure how long the console takes to find a caller: `python tests/bench/bench_finds.py [--desk PATH]`.

The desk has 100,000 tickets, 5,000 contacts and 30,000 assets. Twenty words of each kind are searched for as by the
find box and the intake form, each on a new connection; the slowest counts. Exits with the number of missed goals.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from search_desk import make_desk

from deskctl.names import ticket_name
from deskctl.queries.search.callers import find_callers
from deskctl.queries.search.find_box import find_everything
from deskctl.screens.session.store_session import reading
from deskctl.store.port import Reader
from deskctl.store.search.initials import initials
from deskctl.store.search.search_index import make_index

TICKETS, STILL_OPEN, TIMES, GOAL = 100_000, 2_000, 20, 150.0
OFFERED = 6


def add_contracts(path: Path) -> None:
    """Add a contract for each customer, as callers may know its number."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            "INSERT OR IGNORE INTO contract (id, no, customer, maintenance_start, maintenance_end,"
            " remote_standing_authorisation, options)"
            " SELECT 'C-' || id, 'HT-2026-' || substr(id, 3), id, '2026-01-01', '2026-12-31', 0, '[]' FROM customer"
        )
        make_index(conn)
        conn.commit()


def words_by_kind(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """Choose random words by which callers are found, by kind, with some that do not occur."""
    chance = random.Random(TIMES)  # noqa: S311 - the same words each time

    def drawn(column: str, table: str) -> list[str]:
        return chance.sample([one for (one,) in conn.execute(f"SELECT {column} FROM {table} ORDER BY 1")], TIMES)

    names, phones = drawn("name", "contact"), drawn("phone", "contact")
    return {
        "name": [*names, "查无此人"],
        "surname": [name[0] for name in names],
        "pinyin initials": [*(initials(name) for name in names), "qq"],
        "last four of the phone": [*(phone[-4:] for phone in phones), "0000"],
        "whole phone, spaced": [f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}" for phone in phones],
        "serial number": [*drawn("serial", "asset"), "SN-NONE-1"],
        "contract number": [*drawn("no", "contract"), "HT-1999-1"],
        "customer's English name": [*drawn("name_en", "customer"), "Customer", "Nobody Ltd."],
        "ticket number": [ticket_name(chance.randrange(1, TICKETS)) for _ in range(TIMES)],
        "customer and name": [f"{one[:3]} {name}" for one, name in zip(drawn("name", "customer"), names, strict=True)],
        "a common word": ["打印机", "网络", "服务器", "无法", "printer"],
    }


def slowest(path: Path, ask: Callable[[Reader, str], object], words: Sequence[str]) -> tuple[float, float]:
    """Return the milliseconds of CPU and wall time of the slowest word, with the best of three runs of each word."""
    worst = [0.0, 0.0]
    for word in words:
        spent = []
        for _ in range(3):
            begun = time.process_time(), time.perf_counter()
            with reading(str(path)) as conn:
                ask(conn, word)
            spent.append(((time.process_time() - begun[0]) * 1000, (time.perf_counter() - begun[1]) * 1000))
        worst = [max(one, min(times)) for one, times in zip(worst, zip(*spent, strict=True), strict=True)]
    return worst[0], worst[1]


def figures(path: Path) -> Iterator[tuple[str, float, float]]:
    """Measure each kind of words in the find box and in the intake form."""
    with closing(sqlite3.connect(path)) as conn:
        kinds = words_by_kind(conn)
    for kind, words in kinds.items():
        yield f"find box: {kind}", *slowest(path, find_everything, words)
        yield f"intake: {kind}", *slowest(path, lambda conn, word: find_callers(conn, word, OFFERED), words)


def main() -> int:
    """Print each figure, and return how many goals are missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--desk", type=Path)
    options = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = options.desk or Path(folder, "desk.db")
        if not path.exists():
            make_desk(path, TICKETS, STILL_OPEN)
            add_contracts(path)
        for name, cpu, wall in figures(path):
            missed += cpu > GOAL
            print(
                f"{name:<40} {cpu:>7.1f} ms CPU {wall:>7.1f} ms (goal {GOAL:g}){'  MISSED' * (cpu > GOAL)}", flush=True
            )
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
