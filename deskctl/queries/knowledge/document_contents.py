"""Documents of answers: the content of each version, who has it, and what changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.errors import NotFound
from deskctl.language.folding import fold
from deskctl.language.i18n import N_
from deskctl.queries.knowledge.answers import answer_at_version, published_answers, version_at
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import row_of, rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.json_values import Shape
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

ISSUED = "faq_issued"
DOCUMENT_TABLE = "faq_document"
_FROZEN = "SELECT data FROM master_action WHERE noun = 'faq_document' AND id = ? AND event = 'faq_issued' ORDER BY seq"
_COLUMNS = ("id", "version", "topic", "question", "answer")


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a version of a document; `frozen` if its text was stored when it was issued."""

    document: str
    version: int
    system: str
    lang: str
    issued: str | None
    entries: list[dict[str, Any]]
    frozen: bool


def current_document(conn: Reader, system: str, lang: str) -> dict[str, Any] | None:
    """Return the document of a system in a language."""
    for row in _documents(conn):
        if fold(row["system"]) == fold(system) and _lang(conn, row) == lang:
            return row
    return None


def require_document(conn: Reader, name: str) -> dict[str, Any]:
    """Return a document by its id; raises `NotFound`."""
    row = row_of(conn, DOCUMENT_TABLE, id=name.upper())
    if row is None:
        raise NotFound(N_("There is no document {name}."), name=name, hint="deskctl faq documents")
    return row


def contents_of(conn: Reader, name: str, version: int | None = None) -> Contents | None:
    """Return the content of a version of a document; None if there is no such version."""
    row = require_document(conn, name)
    requested = version or row["version"]
    zone = ZoneInfo(desk_zone(conn))
    for (data,) in conn.execute(_FROZEN, (row["id"],)).fetchall():
        kept = json.loads(data)
        if kept["version"] == requested:
            return Contents(
                row["id"], requested, row["system"], kept["lang"], kept["issued"], kept["answers"], frozen=True
            )
    if requested != row["version"]:
        return None
    entries = list(_entries(conn, row, zone))
    return Contents(row["id"], requested, row["system"], _lang(conn, row), row["issued"], entries, frozen=False)


def _entries(conn: Reader, row: dict[str, Any], zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """Yield the answers of a document whose text was not stored, as they were when it was issued."""
    for name in json.loads(row["entries"]):
        answer = row_of(conn, "faq", id=name)
        if answer is None:
            continue
        version = answer["version"]
        if row["issued"]:
            end = datetime.fromisoformat(row["issued"]).replace(tzinfo=zone) + timedelta(days=1)
            version = version_at(conn, name, int(end.timestamp()))
        then = answer_at_version(conn, answer, version)
        yield {column: then[column] for column in _COLUMNS}


def list_documents(conn: Reader) -> list[Shape]:
    """Return all documents, each with the customers who have it."""
    return [document_shape(conn, row) for row in _documents(conn)]


def document_shape(conn: Reader, row: dict[str, Any]) -> Shape:
    """Return the JSON shape of a document."""
    own = {"document": row["id"], "system": row["system"], "lang": _lang(conn, row), "version": row["version"]}
    return {
        **own,
        "issued": row["issued"],
        "answers": json.loads(row["entries"]),
        "delivered": json.loads(row["delivered"]),
    }


def changes_since(conn: Reader, contents: Contents, at: Instant) -> list[Shape]:
    """Return what is new, changed or retired since a version of a document was issued."""
    then = {entry["id"]: entry for entry in contents.entries}
    now = {row["id"]: row for row in published_answers(conn, at, system=contents.system, lang=contents.lang)}
    rows = []
    for name, row in now.items():
        before = then.get(name)
        if before is None or before["version"] != row["version"]:
            rows.append(_change("new" if before is None else "changed", row, before))
    rows += [_change("retired", {**entry, "system": contents.system, "lang": contents.lang}, entry)
             for name, entry in then.items() if name not in now]  # fmt: skip
    return rows


def changes_after(conn: Reader, since: Instant, at: Instant, system: str | None) -> list[Shape]:
    """Return the answers that were published or changed after a time."""
    rows = (row for row in published_answers(conn, at, system=system) if row["at"] > since)
    return [
        _change("new" if row["published_at"] > since else "changed", row,
                None if row["published_at"] > since else {"version": version_at(conn, row["id"], since)})
        for row in rows
    ]  # fmt: skip


def _change(kind: str, row: dict[str, Any], then: dict[str, Any] | None) -> Shape:
    return {
        "change": kind, "faq": row["id"], "system": row["system"], "lang": row["lang"],
        "version_then": then["version"] if then else None, "version": None if kind == "retired" else row["version"],
        "question": row["question"],
    }  # fmt: skip


def _documents(conn: Reader) -> list[dict[str, Any]]:
    return rows_by_name(conn, f"SELECT * FROM {DOCUMENT_TABLE} ORDER BY id DESC")


def _lang(conn: Reader, row: dict[str, Any]) -> str:
    """Return the language of a document: as issued, else that of its first answer."""
    if row["lang"]:
        return str(row["lang"])
    for name in json.loads(row["entries"]):
        answer = row_of(conn, "faq", id=name)
        if answer is not None:
            return str(answer["lang"])
    return "zh"
