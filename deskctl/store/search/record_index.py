"""Update the search texts and the word index of records, and of tickets that contain words of records."""

from collections.abc import Mapping, Sequence

from deskctl.store.port import Connection, Reader
from deskctl.store.search.initials import initials
from deskctl.store.search.record_texts import KINDS, NAMED_BY_INITIALS, RecordText, record_texts
from deskctl.store.search.tables import RECORD_TEXT
from deskctl.store.search.ticket_index import index_tickets
from deskctl.store.sqlite.trigram_terms import RECORDS
from deskctl.store.sqlite.word_index import add_documents, is_indexed, mark_incomplete, remove_documents

_CHUNK = 500
_DEPENDENT_RECORDS: Mapping[str, Mapping[str, str]] = {
    "customer": {
        **dict.fromkeys(
            ("site", "contact", "contract", "training", "course_account", "inspection", "return_visit"), "customer = ?"
        ),
        "asset": "site IN (SELECT id FROM site WHERE customer = ?)",
        "mail": "from_contact IN (SELECT id FROM contact WHERE customer = ?)",
    },
    "site": {"asset": "site = ?", "inspection": "site = ?"},
    "vendor": {"asset": "vendor = ?", "advisory": "vendor = ?"},
    "staff": {"roster": "staff = ?"},
    "contact": {"mail": "from_contact = ?"},
}
"""Kind of record -> the kinds found by its name, with the condition that selects them."""

_DEPENDENT_TICKETS = {
    "contact": "SELECT number FROM ticket WHERE contact = ?",
    "asset": "SELECT ticket FROM ticket_asset WHERE asset = ?",
}
"""Kind of record -> the query for the tickets found by its words."""

_Stored = tuple[int, str, str, str, str]


def make_record_text(conn: Connection) -> None:
    """Create the empty table of the texts."""
    conn.execute(f"DROP TABLE IF EXISTS {RECORD_TEXT}")
    conn.execute(
        f"CREATE TABLE {RECORD_TEXT} (doc INTEGER PRIMARY KEY, noun TEXT NOT NULL, record TEXT NOT NULL,"
        " words TEXT NOT NULL, named TEXT NOT NULL, shared TEXT NOT NULL, initials TEXT NOT NULL,"
        " UNIQUE (noun, record))"
    )


def index_new_records(conn: Connection) -> None:
    """Add the texts of records that have none yet."""
    for kind in KINDS:
        rows = conn.execute(
            f"SELECT id FROM {kind} AS record WHERE NOT EXISTS (SELECT 1 FROM {RECORD_TEXT} AS held"
            " WHERE held.noun = ? AND held.record = record.id) ORDER BY id",
            (kind,),
        )
        index_records(conn, kind, [key for (key,) in rows])


def index_records(conn: Connection, kind: str, ids: Sequence[str]) -> None:
    """Update the texts of new or changed records, and of everything that contains words of them."""
    if kind not in KINDS:
        return
    for start in range(0, len(ids), _CHUNK):
        some = tuple(ids[start : start + _CHUNK])
        before = _stored(conn, kind, some)
        after = {text.id: _with_initials(text, before.get(text.id)) for text in record_texts(conn, kind, some)}
        _replace_texts(conn, kind, before, after)
        for key, (_doc, _words, _name, shared, _initials) in before.items():
            if key not in after or after[key][0].shared != shared:
                _index_dependents(conn, kind, key)


def _stored(conn: Reader, kind: str, ids: Sequence[str]) -> dict[str, _Stored]:
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(
        f"SELECT record, doc, words, named, shared, initials FROM {RECORD_TEXT} WHERE noun = ? AND record IN ({marks})",
        (kind, *ids),
    )
    return {key: tuple(columns) for key, *columns in rows}


def _with_initials(text: RecordText, before: _Stored | None) -> tuple[RecordText, str]:
    """Return a text with the initials of its name, computed again only if the name has changed."""
    if text.kind not in NAMED_BY_INITIALS:
        return text, ""
    return text, before[4] if before is not None and before[2] == text.name else initials(text.name)


def _replace_texts(
    conn: Connection, kind: str, before: Mapping[str, _Stored], after: Mapping[str, tuple[RecordText, str]]
) -> None:
    """Replace the stored texts that differ, in the table and in the index."""
    rows = {key: _row(*texts) for key, texts in after.items()}
    changed = [
        key for key in {**before, **rows} if key not in rows or key not in before or before[key][1:] != rows[key]
    ]
    indexed = is_indexed(conn)
    if not indexed:
        mark_incomplete(conn)
    if indexed:
        remove_documents(conn, RECORDS, [(before[key][0], before[key][1], kind) for key in changed if key in before])
    conn.executemany(
        f"DELETE FROM {RECORD_TEXT} WHERE noun = ? AND record = ?", [(kind, key) for key in changed if key not in rows]
    )
    conn.executemany(
        f"INSERT INTO {RECORD_TEXT} (noun, record, words, named, shared, initials) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (noun, record) DO UPDATE SET words = excluded.words, named = excluded.named,"
        " shared = excluded.shared, initials = excluded.initials",
        [(kind, key, *rows[key]) for key in changed if key in rows],
    )
    if indexed:
        kept = [key for key in changed if key in rows]
        docs = {key: stored[0] for key, stored in _stored(conn, kind, kept).items()}
        add_documents(conn, RECORDS, [(docs[key], rows[key][0], kind) for key in kept])


def _row(text: RecordText, short: str) -> tuple[str, str, str, str]:
    return "\n".join(filter(None, (text.words, short))), text.name, text.shared, short


def _index_dependents(conn: Connection, kind: str, key: str) -> None:
    """Update the texts that contain words of a changed record."""
    for below, condition in _DEPENDENT_RECORDS.get(kind, {}).items():
        rows = conn.execute(f"SELECT id FROM {below} WHERE {condition}", (key,)).fetchall()
        index_records(conn, below, [one for (one,) in rows])
    if kind in _DEPENDENT_TICKETS:
        index_tickets(conn, [number for (number,) in conn.execute(_DEPENDENT_TICKETS[kind], (key,)).fetchall()])
