"""Make a desk of many tickets with words as varied as those of a real desk, to measure searches."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from deskctl.store.search.search_index import make_index
from deskctl.store.sqlite.create import create_store

CUSTOMERS, CONTACTS, ASSETS = 300, 5_000, 30_000
_LINES = Path(__file__).with_name("search_words.txt").read_text(encoding="utf-8").splitlines()
_WORDS = {kind: words for kind, *words in map(str.split, _LINES)}
_KINDS = ("places", "things", "symptoms", "manners", "tried", "impact")
_ENGLISH = (
    "printer offline since this morning",
    "server keeps rebooting after the update",
    "cannot reach the storage link",
    "clerk asks for step by step guidance",
    "VPN tunnel drops every hour",
    "license expired on the workstation",
    "database backup failed with error",
)
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "子墨雨桐浩然欣怡梓涵诗琪博文思远佳宁俊杰晓峰丽娟建国秀英志强文静海燕永康"
_RARE_CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x9FA5, 7))
_OPEN_STATUSES = ("new", "in_progress", "dispatched", "waiting_part", "paused", "resolved")
_CHUNK = 10_000
_BEGUN, _STEP = 1_700_000_000, 60

_INSERT = (
    "INSERT INTO ticket (number, policy, policy_version, customer, site, contact, channel, kind, level, level_initial,"
    " status, mode, title, description, lang, reported_at, next_due_at, clauses, last_seq, changed_at)"
    " VALUES (?, 'after-sales', '1', ?, ?, ?, 'phone', 'incident', 'routine', 'routine', ?, 'normal', ?, ?, ?, ?, ?,"
    " '[]', 0, ?)"
)


def words(chance: random.Random) -> tuple[str, str]:
    """Return a title and a description; one ticket in five contains words that are rare on the desk."""
    place, thing, symptom, manner, tried, impact = (chance.choice(_WORDS[kind]) for kind in _KINDS)
    if chance.random() < 0.08:
        title, text = chance.choice(_ENGLISH), f"{chance.choice(_ENGLISH)}, see {thing}."
    else:
        title = f"{place}{thing}{symptom}"
        text = f"{manner}{place}{thing}{symptom},{tried},{impact}。"
    person = chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, 2))
    text += f"联系人{person},工号{chance.randrange(10**5):05d}。"
    if chance.random() < 0.2:
        rare = "".join(chance.sample(_RARE_CHARACTERS, 3))
        text += (
            f"资产编号 {rare}-{chance.randrange(16**6):06X},IP 10.{chance.randrange(256)}.{chance.randrange(256)}.9。"
        )
    return title, text


def make_desk(path: Path, tickets: int, still_open: int) -> None:
    """Make a desk on which new tickets are open more often than old ones."""
    create_store(str(path))
    chance = random.Random(tickets)  # noqa: S311 - the same desk each time
    with closing(sqlite3.connect(path)) as conn:
        _customers(conn, chance)
        people, equipment = _people(conn, chance), _equipment(conn, chance)
        for start in range(1, tickets + 1, _CHUNK):
            numbers = range(start, min(start + _CHUNK, tickets + 1))
            rows = list(_rows(numbers, tickets, still_open, chance, people))
            conn.executemany(_INSERT, rows)
            conn.executemany(
                "INSERT INTO ticket_asset (ticket, position, asset) VALUES (?, 0, ?)",
                [(row[0], chance.choice(equipment)) for row in rows if chance.random() < 0.5],
            )
            conn.executemany(
                "INSERT INTO action (ticket, seq, at, recorded_at, actor, event, note, data, chain)"
                " VALUES (?, ?, ?, ?, 'EN1', ?, ?, ?, '')",
                [action for row in rows for action in _actions(row[0], chance)],
            )
            conn.commit()
        make_index(conn)
        conn.commit()


def _customers(conn: sqlite3.Connection, chance: random.Random) -> None:
    for place in range(CUSTOMERS):
        name = f"{chance.choice(_WORDS['cities'])}市第{place + 1}{chance.choice(_WORDS['trades'])}"
        conn.execute(
            "INSERT INTO customer (id, name, name_en, lang, key_customer) VALUES (?, ?, ?, 'zh', 0)",
            (f"B-{place:03d}", name, f"Customer No. {place + 1} of the bench"),
        )
        conn.execute(
            "INSERT INTO site (id, customer, name, outlet) VALUES (?, ?, ?, 0)",
            (f"S-B-{place:03d}", f"B-{place:03d}", name),
        )


def _people(conn: sqlite3.Connection, chance: random.Random) -> dict[str, list[str]]:
    """Make the contacts, and return their ids by customer."""
    people: dict[str, list[str]] = {f"B-{place:03d}": [] for place in range(CUSTOMERS)}
    for place in range(CONTACTS):
        customer = f"B-{place % CUSTOMERS:03d}"
        key, name = f"P-{place:05d}", chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, 2))
        people[customer].append(key)
        conn.execute(
            "INSERT INTO contact (id, customer, name, phone, email) VALUES (?, ?, ?, ?, ?)",
            (key, customer, name, f"1{chance.randrange(10**10):010d}", f"{key.lower()}@{customer.lower()}.example.com"),
        )
    return people


def _equipment(conn: sqlite3.Connection, chance: random.Random) -> list[str]:
    for place in range(ASSETS):
        conn.execute(
            "INSERT INTO asset (id, site, asset_class, name, model, serial, procured_by_us)"
            " VALUES (?, ?, 'server', ?, ?, ?, 0)",
            (
                f"A-{place:05d}",
                f"S-B-{place % CUSTOMERS:03d}",
                chance.choice(_WORDS["things"]),
                f"M-{chance.randrange(200)}",
                f"SN-{chance.randrange(16**4):04X}-{place:06d}",
            ),
        )
    return [f"A-{place:05d}" for place in range(ASSETS)]


def _actions(number: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Yield the actions of a ticket: some notes and a diagnosis."""
    for seq in range(1, chance.randrange(3, 9)):
        note = f"{chance.choice(_WORDS['tried'])},{chance.choice(_WORDS['symptoms'])}" if chance.random() < 0.6 else ""
        cause = f"{chance.choice(_WORDS['things'])}{chance.choice(_WORDS['symptoms'])}"
        event, data = ("diagnosed", f'{{"cause":"{cause}"}}') if seq == 4 else ("contact", "{}")
        at = _BEGUN + number * _STEP + seq
        yield number, seq, at, at, event, note, data


def _rows(
    numbers: Sequence[int], tickets: int, still_open: int, chance: random.Random, people: dict[str, list[str]]
) -> Iterator[tuple[Any, ...]]:
    recent = min(3 * still_open, tickets)  # nine tenths of the open tickets are among the newest
    old = tickets - recent
    among_recent, among_old = (0.9 * still_open / recent, 0.1 * still_open / old) if old else (still_open / recent, 0)
    for number in numbers:
        likely = among_recent if number > old else among_old
        is_open = chance.random() < likely
        reported = _BEGUN + number * _STEP
        status = chance.choice(_OPEN_STATUSES) if is_open else "closed"
        due = reported + chance.randrange(10**7) if is_open and chance.random() < 0.9 else None
        customer = f"B-{int(CUSTOMERS * chance.random() ** 2):03d}"
        title, text = words(chance)
        contact = chance.choice(people[customer])
        yield number, customer, f"S-{customer}", contact, status, title, text, "zh", reported, due, reported
