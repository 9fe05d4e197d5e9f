"""Make a desk of many customers with all kinds of duties, to measure the due list."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from deskctl.store.search.search_index import make_index
from deskctl.store.sqlite.create import create_store

SITES, ASSETS, TICKETS = 3, 30, 100
"""Counts for each customer."""

TODAY = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
_CLASSES = ("server", "storage", "database", "application", "network")
_TICKET = (
    "INSERT INTO ticket (number, policy, policy_version, customer, site, channel, kind, level, level_initial, status,"
    " mode, title, description, lang, reported_at, next_due_at, clauses, last_seq, changed_at, closed_at)"
    " VALUES (?, 'after-sales', '1', ?, ?, 'phone', 'incident', 'routine', 'routine', ?, 'normal', ?, '', 'zh', ?, ?,"
    " '[]', 3, ?, ?)"
)
_ACTION = (
    "INSERT INTO action (ticket, seq, at, recorded_at, actor, event, note, data, chain)"
    " VALUES (?, ?, ?, ?, 'EN1', ?, '', ?, '')"
)


def make_care_desk(path: Path, customers: int, tickets: int = TICKETS) -> None:
    """Make a desk with contracts, sites, equipment, inspections of three months, return visits and tickets."""
    create_store(str(path))
    chance = random.Random(customers)  # noqa: S311 - the same desk each time
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("INSERT INTO staff (id, name, role, skills) VALUES ('EN1', 'one', 'engineer', '[]')")
        conn.execute("INSERT INTO vendor (id, name) VALUES ('VN1', 'maker')")
        for place in range(1, customers + 1):
            _customer(conn, place, chance)
        conn.execute(
            "INSERT INTO advisory (id, vendor, models, text, published) VALUES ('AD-01', 'VN1', '[\"M-7\"]', 'x',"
            " '2026-11-01')"
        )
        for number in range(1, customers * tickets + 1):
            _one_ticket(conn, number, (number - 1) // tickets + 1, chance)
        conn.execute("INSERT OR REPLACE INTO counter (name, value) VALUES ('ticket', ?)", (customers * tickets,))
        make_index(conn)
        conn.commit()


def _seconds(days: float) -> int:
    return int((TODAY + timedelta(days=days)).timestamp())


def _customer(conn: sqlite3.Connection, place: int, chance: random.Random) -> None:
    name = f"CUS-{place:02d}"
    conn.execute(
        "INSERT INTO customer (id, name, lang, key_customer, return_visit_interval_days) VALUES (?, ?, 'zh', ?, ?)",
        (name, f"Customer {place}", place % 10 == 0, None if place % 4 else 60),
    )
    conn.execute("INSERT INTO contact (id, customer, name) VALUES (?, ?, 'who')", (f"P-{place:02d}01", name))
    conn.execute(
        "INSERT INTO contract (id, customer, no, maintenance_start, maintenance_end, remote_standing_authorisation,"
        " options) VALUES (?, ?, ?, '2026-01-01', ?, 0, '{}')",
        (f"CT-{place:02d}", name, f"K-{place}", "2026-10-31" if place % 20 == 0 else "2027-12-31"),
    )
    conn.executemany("INSERT INTO site (id, customer, name, outlet) VALUES (?, ?, ?, 0)",
                     [(f"S-{place:02d}{one:02d}", name, f"site {one}") for one in range(1, SITES + 1)])  # fmt: skip
    conn.executemany(
        "INSERT INTO asset (id, site, asset_class, name, model, criticality, procured_by_us)"
        " VALUES (?, ?, ?, ?, ?, ?, 0)",
        [(f"A-{place:02d}{one:02d}", f"S-{place:02d}{one % SITES + 1:02d}", chance.choice(_CLASSES), f"machine {one}",
          f"M-{chance.randrange(300)}", chance.choice(("high", "low", "low"))) for one in range(1, ASSETS + 1)],
    )  # fmt: skip
    conn.executemany(
        "INSERT INTO inspection (id, customer, site, period, due, done_at, done_by, items, advice, signed_by)"
        " VALUES (?, ?, ?, ?, ?, ?, 'EN1', '[]', '[]', ?)",
        list(_inspections(name, place, chance)),
    )
    conn.execute(
        'INSERT INTO return_visit (id, customer, at, how, kind, "by", advisories_delivered, changes_seen, improvements)'
        " VALUES (?, ?, ?, 'phone', 'planned', 'EN1', '[]', '[]', '[]')",
        (f"RV-{place:03d}", name, _seconds(-chance.randrange(5, 140))),
    )


def _inspections(name: str, place: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for one in range(1, SITES + 1):
        for month in ("2026-09", "2026-10", "2026-11"):
            if month != "2026-11" or chance.random() < 0.7:
                site = f"S-{place:02d}{one:02d}"
                done = int(datetime.fromisoformat(f"{month}-15T02:00:00+00:00").timestamp())
                yield f"IN-{month}-{site}", name, site, month, f"{month}-30", done, f"P-{place:02d}01"


def _one_ticket(conn: sqlite3.Connection, number: int, place: int, chance: random.Random) -> None:
    still_open = chance.random() < 0.02
    at = _seconds(-chance.random() * 400 - 1)
    ended = None if still_open else at + 90_000
    conn.execute(_TICKET, (
        number, f"CUS-{place:02d}", f"S-{place:02d}01", "in_progress" if still_open else "closed", f"fault {number}",
        at, at + 14_400 if still_open else None, at, ended,
    ))  # fmt: skip
    events = [("logged", "{}"), ("contact", "{}")]
    if not still_open:
        events += [("resolved", "{}"), ("evaluated", '{"score":5}'), ("closed", "{}")]
    conn.executemany(_ACTION, [
        (number, seq, at + seq * 600, at + seq * 600, event, data) for seq, (event, data) in enumerate(events, 1)
    ])  # fmt: skip
