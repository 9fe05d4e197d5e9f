"""Measure the command line as ratios of CPU time in one run: `python tests/bench/bench_cli.py`.

Each program is started in every round, and its user and system time are added; the programs run alternately, and the
median of the rounds counts. `--sqlite-utils PATH` is a sqlite-utils to compare with, `--tickets N` the size of the
store. `--typer FOLDER` is a folder with another release of Typer (`pip install --target FOLDER typer`): when its import
is as light as that of the pinned release, the pin in `pyproject.toml` can be removed.
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.search.search_index import make_index
from deskctl.store.sqlite.create import create_store

NOW = "2026-11-22T09:30:00+08:00"
PYTHON = [sys.executable]
WRITES = ("ticket note", "call log", "ticket open")
_QUIET = subprocess.DEVNULL
DESKCTL = [sys.executable, "-m", "deskctl"]
_OPEN = ("T-066", "T-068", "T-069", "T-070", "T-071", "T-072")
_WHOLE = ("ticket", "list", "--jsonl", "--limit", "0", "--status", "all")
_SELECT = (
    "SELECT ticket.number, ticket.title, ticket.customer, customer.name, ticket.site, ticket.kind, ticket.catalog,"
    " ticket.channel, ticket.level, ticket.severity, ticket.mode, ticket.status, ticket.owner, ticket.reported_at,"
    " ticket.next_due_at, ticket.next_milestone, ticket.next_clause"
    " FROM ticket LEFT JOIN customer ON customer.id = ticket.customer ORDER BY next_due_at IS NULL, next_due_at, number"
)
_PLAIN_LIST = f"""
import json, sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
found = conn.execute({_SELECT!r})
names = [column[0] for column in found.description]
for row in found:
    sys.stdout.write(json.dumps(dict(zip(names, row)), ensure_ascii=False) + "\\n")
"""


class Figure(NamedTuple):
    """A measured ratio and its bound, which is the largest (or smallest) allowed value."""

    name: str
    against: str
    ratio: float
    bound: float
    least: bool = False

    @property
    def met(self) -> bool:
        """Return whether the ratio keeps its bound."""
        return self.ratio >= self.bound if self.least else self.ratio <= self.bound


def cpu(words: Sequence[str], store: Path, **environment: str) -> float:
    """Run a program and return its CPU seconds."""
    own = {
        "DESKCTL_STORE": str(store),
        "DESKCTL_NOW": NOW,
        "DESKCTL_ACTOR": "EN1",
        "XDG_CONFIG_HOME": str(store.parent),
    }
    env = {**os.environ, **own, **environment}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=_QUIET, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{words} ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(calls: dict[str, tuple[Sequence[str], Path, dict[str, str]]], rounds: int) -> dict[str, float]:
    """Run the programs alternately, and return the median of the CPU seconds of each."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, (words, store, environment) in calls.items():
            spent[name].append(cpu(words, store, **environment))
    return {name: statistics.median(times) for name, times in spent.items()}


def demo_desk(folder: Path) -> Path:
    """Make the demo desk."""
    folder.mkdir(exist_ok=True)
    path = folder / "demo.db"
    create_store(str(path))
    read_desk(data_file("demo.jsonl"), str(path))
    return path


def large_desk(folder: Path, demo: Path, tickets: int) -> Path:
    """Make a large desk, which is only read, by repeating the tickets of the demo desk."""
    path = Path(shutil.copy(demo, folder / "large.db"))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        times = tickets // 72
        conn.execute("CREATE TEMP TABLE again AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                     f" WHERE i < {times}) SELECT i * 100 AS by FROM n")  # fmt: skip
        for table, key in (("ticket", "number"), ("action", "ticket"), ("clock", "ticket")):
            others = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[1] != key]
            listed = ", ".join(f'"{name}"' for name in others)
            conn.execute(
                f"INSERT INTO {table} ({key}, {listed})"
                f" SELECT {key} + by, {listed} FROM {table}, again WHERE {key} < 100"
            )
        # Most tickets of a desk are closed: here all repeated ones except one in a hundred.
        conn.execute(
            "UPDATE ticket SET status = 'closed', next_due_at = NULL WHERE number > 100 AND number / 100 % 100"
        )
        closed = "ticket IN (SELECT number FROM ticket WHERE number > 100 AND status = 'closed')"
        conn.execute(f"UPDATE clock SET outcome = 'met', stop = start WHERE outcome = 'open' AND {closed}")
        make_index(conn)
        conn.commit()
        conn.execute("VACUUM")
    return path


def start_up(demo: Path, large: Path, sqlite_utils: str | None, rounds: int) -> Iterator[Figure]:
    """Measure the CPU time of one call of each command."""
    colour = {"FORCE_COLOR": "1", "COLUMNS": "120"}
    calls: dict[str, tuple[Sequence[str], Path, dict[str, str]]] = {
        "import typer": ([*PYTHON, "-c", "import typer"], large, {}),
        "ticket list --json": ([*DESKCTL, "ticket", "list", "--json"], large, {}),
        "ticket show T --json": ([*DESKCTL, "ticket", "show", "T-022", "--json"], large, {}),
        "clock next --json": ([*DESKCTL, "clock", "next", "--json"], large, {}),
        "completion of a ticket": ([*DESKCTL, "visit", "arrive", "T-07"], large, {"_DESKCTL_COMPLETE": "words"}),
        "ticket list, table": ([*DESKCTL, "ticket", "list"], large, colour),
        "ticket list --plain": ([*DESKCTL, "ticket", "list", "--plain"], large, {}),
        "--help": ([*DESKCTL, "--help"], large, colour),
        "ticket --help": ([*DESKCTL, "ticket", "--help"], large, colour),
        "--help, in a pipe": ([*DESKCTL, "--help"], large, {}),
        "ticket show T": ([*DESKCTL, "ticket", "show", "T-071", "--json"], demo, {}),
        "ticket note": ([*DESKCTL, "ticket", "note", "T-071", "--note", "seen"], demo, {}),
        "call log": ([*DESKCTL, "call", "log", "T-071", "--minutes", "3", "--note", "seen"], demo, {}),
        "ticket open": ([*DESKCTL, "ticket", "open", "--contact", "P-0101", "--title", "till restarts"], demo, {}),
    }
    if sqlite_utils:
        words = [sqlite_utils, "rows", str(large), "ticket", "--nl", "--limit", "50"]
        calls["sqlite-utils rows --nl"] = (words, large, {})
    spent = medians(calls, rounds)
    bounds = {
        "ticket list --json": 1.3, "ticket show T --json": 1.3, "clock next --json": 1.3,
        "completion of a ticket": 1.0, "ticket list, table": 2.2, "ticket list --plain": 1.3,
        "--help": 2.3, "ticket --help": 2.3, "--help, in a pipe": 1.3,
    }  # fmt: skip
    for name, bound in bounds.items():
        yield Figure(name, "import typer", spent[name] / spent["import typer"], bound)
    for name in WRITES:
        yield Figure(name, "ticket show T", spent[name] / spent["ticket show T"], 1.7)
    if sqlite_utils:
        for name in list(bounds)[:4]:
            yield Figure(name, "sqlite-utils", spent[name] / spent["sqlite-utils rows --nl"], 0.65)


def newer_typer(folder: str, large: Path, rounds: int) -> Iterator[Figure]:
    """Measure whether another release of Typer imports as fast as the pinned one."""
    script = "import sys; sys.path.insert(0, sys.argv[1]); import typer; print(typer.__version__)"
    version = subprocess.run([*PYTHON, "-c", script, folder], capture_output=True, text=True, check=True).stdout.strip()
    spent = medians(
        {"pinned": ([*PYTHON, "-c", "import typer"], large, {}), "other": ([*PYTHON, "-c", script, folder], large, {})},
        rounds,
    )
    yield Figure(f"import of typer {version}", "the pinned typer", spent["other"] / spent["pinned"], 1.1)


def long_list(large: Path, rounds: int) -> Iterator[Figure]:
    """Measure a list of all tickets against the same SELECT printed with json.dumps."""
    spent = medians(
        {
            "plain": ([*PYTHON, "-c", _PLAIN_LIST, str(large)], large, {}),
            "ours": ([*DESKCTL, *_WHOLE], large, {}),
        },
        rounds,
    )
    yield Figure("ticket list --jsonl --limit 0", "plain sqlite3", spent["ours"] / spent["plain"], 3.0)


def batch_rate(folder: Path, lines: int) -> Iterator[Figure]:
    """Measure the durable transactions of a batch per second against the same rows written by plain sqlite3."""
    from datetime import datetime

    from deskctl.operations.batch import run_batch
    from deskctl.operations.perform import RequestContext

    ours = demo_desk(folder)
    plain = Path(shutil.copy(ours, folder / "plain.db"))
    texts = [
        json.dumps({"do": "call.log", "ticket": _OPEN[n % len(_OPEN)], "minutes": 3, "note": f"call {n}"})
        for n in range(lines)
    ]
    call = RequestContext(now=datetime.fromisoformat(NOW), actor="EN1")
    list(run_batch(str(ours), texts[:1], atomic=False, context=call))
    begin = time.perf_counter()
    results = list(run_batch(str(ours), texts[1:], atomic=False, context=call))
    spent = time.perf_counter() - begin
    if not all(result["ok"] for result in results):
        raise SystemExit(next(result for result in results if not result["ok"]))
    ratio = _plain_batch(plain, ours) * (lines - 1) / lines / spent
    yield Figure("batch, one transaction a line", "plain sqlite3", ratio, 0.3, least=True)


def _plain_batch(plain: Path, ours: Path) -> float:
    """Write the same actions and derived rows again, one durable transaction each, and return the seconds."""
    with closing(sqlite3.connect(plain, isolation_level=None)) as conn:
        conn.execute("ATTACH ? AS ours", [str(ours)])
        wanted = "SELECT * FROM ours.action AS new WHERE NOT EXISTS"
        old = "(SELECT 1 FROM main.action AS old WHERE old.ticket = new.ticket AND old.seq = new.seq)"
        actions = conn.execute(f"{wanted} {old} ORDER BY seq").fetchall()
        clocks = {
            number: conn.execute("SELECT * FROM ours.clock WHERE ticket = ?", [number]).fetchall()
            for number in {action[0] for action in actions}
        }
        conn.execute("DETACH ours")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA fullfsync = ON")
        begin = time.perf_counter()
        for action in actions:
            conn.execute("BEGIN IMMEDIATE")
            conn.execute(f"INSERT INTO action VALUES ({', '.join('?' * len(action))})", action)
            conn.execute("DELETE FROM clock WHERE ticket = ?", action[:1])
            rows = clocks[action[0]]
            conn.executemany(f"INSERT INTO clock VALUES ({', '.join('?' * len(rows[0]))})", rows)
            conn.execute("UPDATE ticket SET last_seq = ?, changed_at = ? WHERE number = ?", [action[1], 0, action[0]])
            conn.execute("COMMIT")
        return time.perf_counter() - begin


def search_times(large: Path, tickets: int) -> Iterator[Figure]:
    """Measure searches for two characters in the store, at the 99th percentile; `bench_search.py` measures more."""
    from deskctl.queries.conditions.filters import TicketFilter
    from deskctl.queries.search.desk_search import search
    from deskctl.queries.tickets.ticket_list import list_tickets
    from deskctl.store.sqlite.reader import open_reader

    with closing(open_reader(str(large))) as conn:
        titles = [title for (title,) in conn.execute("SELECT title FROM ticket WHERE number < 100")]
        fragments = [title[place : place + 2] for title in titles for place in range(0, len(title) - 2, 3)][:60]
        fragments += ["龘靐", "服龘", "no such"]  # a text that does not occur is searched for in the whole desk
        for name, ask in (
            ("search", lambda words: search(conn, words)),
            ("ticket list WORDS", lambda words: list_tickets(conn, TicketFilter(words=words), at=0)),
        ):
            spent = []
            for fragment in fragments:
                begin = time.perf_counter()
                ask(fragment)
                spent.append(time.perf_counter() - begin)
            worst = statistics.quantiles(spent, n=100)[98] * 1000
            yield Figure(f"{name}, ms at the 99th percentile, {tickets:,} tickets", "20 ms", worst, 20)


def main() -> int:
    """Print the figures, and return how many of them miss their bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sqlite-utils", default=shutil.which("sqlite-utils"))
    parser.add_argument("--typer", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = demo_desk(folder)
        large = large_desk(folder, demo, options.tickets)
        figures = [
            *start_up(demo, large, options.sqlite_utils, options.rounds),
            *(newer_typer(options.typer, large, options.rounds) if options.typer else ()),
            *long_list(large, 3),
            *batch_rate(folder / "written", 141),
            *search_times(large, options.tickets),
        ]
    print(f"{'what':60} {'against':16} {'measured':>9} {'bound':>7}")
    for figure in figures:
        bound = f"{'≥' if figure.least else '≤'} {figure.bound:g}"
        met = "met" if figure.met else "NOT MET"
        print(f"{figure.name:60} {figure.against:16} {figure.ratio:9.2f} {bound:>7}  {met}")
    return sum(not figure.met for figure in figures)


if __name__ == "__main__":
    raise SystemExit(main())
