"""Update the search texts of tickets and their word indexes."""

from collections.abc import Sequence
from functools import partial

from deskctl.store.port import Connection, Reader, read_ahead
from deskctl.store.search.tables import TICKET_TEXT
from deskctl.store.search.ticket_texts import TicketText, ticket_texts
from deskctl.store.sqlite.trigram_terms import EVERY, STILL_OPEN
from deskctl.store.sqlite.word_index import Document, add_documents, is_indexed, mark_incomplete, remove_documents

_CHUNK = 500


def make_ticket_text(conn: Connection) -> None:
    """Create the empty table of the texts."""
    conn.execute(f"DROP TABLE IF EXISTS {TICKET_TEXT}")
    conn.execute(
        f"CREATE TABLE {TICKET_TEXT} (number INTEGER PRIMARY KEY, customer TEXT NOT NULL, over INTEGER NOT NULL,"
        " words TEXT NOT NULL)"
    )


def index_tickets(conn: Connection, numbers: Sequence[int]) -> None:
    """Update the texts and the indexes of new or changed tickets, within the running transaction."""
    indexed = is_indexed(conn)
    if not indexed:
        mark_incomplete(conn)
    for start in range(0, len(numbers), _CHUNK):
        some = tuple(numbers[start : start + _CHUNK])
        read_ahead(conn, partial(_stored, numbers=some), partial(ticket_texts, numbers=some))
        before, after = _stored(conn, some), {text.number: text for text in ticket_texts(conn, some)}
        changed = [number for number in some if before.get(number) != after.get(number)]
        if indexed:
            _update_indexes(conn, changed, before, after)
        _store(conn, [after[number] for number in changed if number in after])


def index_new_tickets(conn: Connection, numbers: Sequence[int]) -> None:
    """Add the texts of tickets that have none yet, and index them."""
    texts = ticket_texts(conn, numbers)
    if is_indexed(conn):
        add_documents(conn, EVERY, map(_document, texts))
        add_documents(conn, STILL_OPEN, [_document(text) for text in texts if not text.over])
    else:
        mark_incomplete(conn)
    _store(conn, texts)


def _stored(conn: Reader, numbers: Sequence[int]) -> dict[int, TicketText]:
    marks = ", ".join("?" * len(numbers))
    rows = conn.execute(f"SELECT number, words, customer, over FROM {TICKET_TEXT} WHERE number IN ({marks})", numbers)
    return {row[0]: TicketText(row[0], row[1], row[2], bool(row[3])) for row in rows}


def _store(conn: Connection, texts: Sequence[TicketText]) -> None:
    conn.executemany(
        f"INSERT INTO {TICKET_TEXT} (number, words, customer, over) VALUES (?, ?, ?, ?) ON CONFLICT (number)"
        " DO UPDATE SET words = excluded.words, customer = excluded.customer, over = excluded.over",
        [(text.number, text.words, text.customer, int(text.over)) for text in texts],
    )


def _update_indexes(
    conn: Connection, numbers: Sequence[int], before: dict[int, TicketText], after: dict[int, TicketText]
) -> None:
    """Update the indexes with changed texts; a ticket that has only ended is removed from the index of open ones."""
    reworded = [number for number in numbers if _words(before.get(number)) != _words(after.get(number))]
    remove_documents(conn, EVERY, [_document(before[number]) for number in reworded if number in before])
    add_documents(conn, EVERY, [_document(after[number]) for number in reworded if number in after])
    remove_documents(conn, STILL_OPEN, [_document(before[n]) for n in numbers if n in before and not before[n].over])
    add_documents(conn, STILL_OPEN, [_document(after[n]) for n in numbers if n in after and not after[n].over])


def _words(text: TicketText | None) -> tuple[str, str] | None:
    return None if text is None else (text.words, text.customer)


def _document(text: TicketText) -> Document:
    return text.number, text.words, text.customer
