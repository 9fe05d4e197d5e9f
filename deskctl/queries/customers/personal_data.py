"""Find personal data: in records, in their history, in retry keys, mails, files and free texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.store.facts.chain import RECORD_FIELDS
from deskctl.store.facts.rows import by_name, rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.store.port import Reader

PERSONAL = ("name", "phone", "email")
"""The columns of a contact that identify the person."""

_ABOUT = (
    "contact IN ({marks}) OR mail IN (SELECT id FROM mail WHERE from_contact IN ({marks}))"
    " OR ticket IN (SELECT number FROM ticket WHERE contact IN ({marks}))"
    " OR ticket IN (SELECT ticket FROM mail WHERE from_contact IN ({marks}))"
)
_ADDRESSED = (
    ("mail", ("from_address", "from_name", "addresses"), "from_contact IN ({marks})"),
    ("outbox", ("recipient", "subject", "body", "facts"), _ABOUT),
)
_MAIL_WORDS = "SELECT id FROM mail WHERE instr(subject, ?1) > 0 OR instr(coalesce(text, ''), ?1) > 0"
_FILE_NAMES = "SELECT id FROM attachment WHERE purged_at IS NULL AND instr(name, ?1) > 0"
_FREE_TEXTS = (
    "SELECT number FROM ticket WHERE instr(title, ?1) > 0 OR instr(description, ?1) > 0",
    "SELECT ticket FROM action WHERE instr(note, ?1) > 0 OR instr(data, ?1) > 0",
    "SELECT ticket FROM report WHERE instr(cause, ?1) > 0 OR instr(method, ?1) > 0 OR instr(result, ?1) > 0",
)
_DOCUMENTS = "SELECT ticket FROM report WHERE instr(coalesce(archived, ''), ?1) > 0"
_STEPS = f"SELECT {', '.join(RECORD_FIELDS)}, chain FROM master_action WHERE noun = 'contact' AND id = ? ORDER BY seq"


def records_of_person(conn: Reader, contact: str) -> list[str]:
    """Return the contact and those that were merged into it."""
    ids = [contact]
    for name in ids:
        merged = conn.execute("SELECT id FROM contact WHERE merged_into = ? ORDER BY id", [name])
        ids += [key for (key,) in merged if key not in ids]
    return ids


def steps_of(conn: Reader, contact: str) -> list[dict[str, Any]]:
    """Return the history of a contact, each action with its link in the chain."""
    return [dict(zip((*RECORD_FIELDS, "chain"), row, strict=True)) for row in conn.execute(_STEPS, [contact])]


def known_values(conn: Reader, contacts: Sequence[str]) -> set[str]:
    """Return the names, phones and addresses that the contacts have or ever had; mails have addresses in lower case."""
    values: set[str] = set()
    for contact in contacts:
        row = conn.execute(f"SELECT {', '.join(PERSONAL)} FROM contact WHERE id = ?", [contact]).fetchone()
        values |= {value for value in row if value}
        for step in steps_of(conn, contact):
            values |= set(_values_in(json.loads(step["data"])))
    return values | {value.lower() for value in values if "@" in value}


def _values_in(data: dict[str, Any]) -> Iterator[str]:
    for name in PERSONAL:
        value = data.get(name)
        yield from (one for one in (value.values() if isinstance(value, dict) else [value]) if one)


def keys_holding(conn: Reader, values: set[str]) -> list[dict[str, Any]]:
    """Return the receipts of operations whose retry key contains one of the values."""
    rows = by_name(conn.execute("SELECT key, ticket, master, seq, recorded_at FROM receipt"))
    return [row for row in rows if any(value in row["key"] for value in values)]


def drafts_holding(conn: Reader, values: set[str]) -> list[dict[str, Any]]:
    """Return the drafts of reports that contain one of the values."""
    rows = rows_by_name(conn, "SELECT ticket, cause, method, result FROM report_draft")
    return [
        row
        for row in rows
        if any(value in str(row[name]) for value in values for name in ("cause", "method", "result"))
    ]


def messages_of(conn: Reader, contacts: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the mails from contacts and the messages to or about them, each with table, id and personal columns."""
    marks = ", ".join("?" * len(contacts))
    messages: list[tuple[str, dict[str, Any]]] = []
    for table, texts, condition in _ADDRESSED:
        columns, values = ("id", *texts), list(contacts) * condition.count("{marks}")
        where = condition.format(marks=marks)
        rows = conn.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {where} ORDER BY id", values)
        messages += [(table, dict(zip(columns, row, strict=True))) for row in rows.fetchall()]
    return messages


def originals_of(conn: Reader, contacts: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return the stored mails from contacts: id, hash, and whether another contact's mail has the same bytes."""
    marks = ", ".join("?" * len(contacts))
    rows = conn.execute(
        "SELECT id, sha256, EXISTS (SELECT 1 FROM mail AS other WHERE other.sha256 = mail.sha256 AND other.from_contact"
        f" NOT IN ({marks})) FROM mail WHERE from_contact IN ({marks}) AND sha256 <> '' ORDER BY id",
        [*contacts, *contacts],
    )
    return [(name, sha256, bool(shared)) for name, sha256, shared in rows]


def files_of(conn: Reader, owners: Sequence[str]) -> list[str]:
    """Return the files of mails or records."""
    marks = ", ".join("?" * len(owners))
    rows = conn.execute(
        f'SELECT id FROM attachment WHERE "of" IN ({marks}) AND purged_at IS NULL ORDER BY id', list(owners)
    )
    return [name for (name,) in rows]


def tickets_of(conn: Reader, contacts: Sequence[str]) -> list[int]:
    """Return the tickets of contacts."""
    marks = ", ".join("?" * len(contacts))
    rows = conn.execute(f"SELECT number FROM ticket WHERE contact IN ({marks}) ORDER BY number", list(contacts))
    return [number for (number,) in rows]


def mails_naming(conn: Reader, values: set[str]) -> list[str]:
    """Return the mails whose subject or text contains one of the values."""
    return sorted({name for value in values for (name,) in conn.execute(_MAIL_WORDS, [value])})


def files_naming(conn: Reader, values: set[str]) -> list[str]:
    """Return the files whose name contains one of the values."""
    return sorted({name for value in values for (name,) in conn.execute(_FILE_NAMES, [value])})


def tickets_naming(conn: Reader, values: set[str]) -> list[int]:
    """Return the tickets whose free texts contain one of the values."""
    return _tickets(conn, _FREE_TEXTS, values)


def documents_naming(conn: Reader, values: set[str]) -> list[int]:
    """Return the tickets whose issued reports contain one of the values."""
    return _tickets(conn, (_DOCUMENTS,), values)


def _tickets(conn: Reader, texts: Sequence[str], values: set[str]) -> list[int]:
    numbers = {number for value in values for text in texts for (number,) in conn.execute(text, [value])}
    return sorted(numbers)
