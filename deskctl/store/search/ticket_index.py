"""The folded texts of tickets, kept in step with what they are made of."""

from collections.abc import Sequence
from functools import partial

from deskctl.store.port import Connection, Reader, read_ahead
from deskctl.store.search.tables import TICKET_TEXT
from deskctl.store.search.ticket_texts import TicketText, ticket_texts
from deskctl.store.sqlite.index_terms import EVERY, STILL_OPEN
from deskctl.store.sqlite.word_index import Document, give_up, is_indexed, put_in, take_out

_CHUNK = 500


def make_ticket_text(conn: Connection) -> None:
    """Make the table of the texts, empty."""
    conn.execute(f"DROP TABLE IF EXISTS {TICKET_TEXT}")
    conn.execute(
        f"CREATE TABLE {TICKET_TEXT} (number INTEGER PRIMARY KEY, customer TEXT NOT NULL, over INTEGER NOT NULL,"
        " words TEXT NOT NULL)"
    )


def index_tickets(conn: Connection, numbers: Sequence[int]) -> None:
    """Update the texts and the indexes of tickets, new or changed, within the running transaction."""
    indexed = is_indexed(conn)
    if not indexed:
        give_up(conn)
    for start in range(0, len(numbers), _CHUNK):
        some = tuple(numbers[start : start + _CHUNK])
        read_ahead(conn, partial(_stored, numbers=some), partial(ticket_texts, numbers=some))
        before, after = _stored(conn, some), {text.number: text for text in ticket_texts(conn, some)}
        changed = [number for number in some if before.get(number) != after.get(number)]
        if indexed:
            _follow(conn, changed, before, after)
        _store(conn, [after[number] for number in changed if number in after])


def index_new_tickets(conn: Connection, numbers: Sequence[int]) -> None:
    """Index tickets that have no text yet."""
    texts = ticket_texts(conn, numbers)
    if is_indexed(conn):
        put_in(conn, EVERY, map(_document, texts))
        put_in(conn, STILL_OPEN, [_document(text) for text in texts if not text.over])
    else:
        give_up(conn)
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


def _follow(
    conn: Connection, numbers: Sequence[int], before: dict[int, TicketText], after: dict[int, TicketText]
) -> None:
    """Exchange in the indexes what has changed: a ticket that only ended leaves that of the open ones."""
    reworded = [number for number in numbers if _words(before.get(number)) != _words(after.get(number))]
    take_out(conn, EVERY, [_document(before[number]) for number in reworded if number in before])
    put_in(conn, EVERY, [_document(after[number]) for number in reworded if number in after])
    take_out(conn, STILL_OPEN, [_document(before[n]) for n in numbers if n in before and not before[n].over])
    put_in(conn, STILL_OPEN, [_document(after[n]) for n in numbers if n in after and not after[n].over])


def _words(text: TicketText | None) -> tuple[str, str] | None:
    return None if text is None else (text.words, text.customer)


def _document(text: TicketText) -> Document:
    return text.number, text.words, text.customer
