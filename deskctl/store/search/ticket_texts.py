"""Build the search texts of tickets: their own words, caller, serial numbers, notes and reports, folded."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from deskctl.language.folding import fold, joined, phone_digits
from deskctl.names import ticket_name
from deskctl.sla.lifecycle import OVER
from deskctl.store.port import Reader

OWN = ("title", "description", "caller_name", "caller_phone", "external_id", "tags")
"""The columns of a ticket that contain words; an older store may lack some."""

_WORDS = frozenset({
    "answer", "case_no", "cause", "conclusion", "description", "done", "explanation", "findings", "method", "override",
    "plan", "question", "reason", "result", "rollback", "summary", "symptom_words", "text", "title", "words",
})  # fmt: skip
"""The fields in the data of an action that contain words."""

_HOLDS_WORDS = re.compile(f'"(?:{"|".join(sorted(_WORDS))})"')
"""Matches data with such a field; other data is not read."""

_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+", re.ASCII)
"""Matches the code of a choice, which is not searched."""

COLUMNS = ("number", "customer", "status", *OWN)
ACTION_COLUMNS, REPORT_COLUMNS = ("ticket", "note", "data"), ("ticket", "cause", "method", "result")
"""The columns of a ticket, of its actions and of its reports from which its search text is built."""

_NO_DATA = "{}"
_READ_JSON = json.JSONDecoder().raw_decode  # what is stored begins with its first bracket: nothing to skip
_digits, _joined = lru_cache(1 << 12)(phone_digits), lru_cache(1 << 12)(joined)
_CALLER = (
    "SELECT ticket.number, contact.name, contact.email, contact.phone, held.initials FROM ticket"
    " JOIN contact ON contact.id = ticket.contact"
    " LEFT JOIN record_text AS held ON held.noun = 'contact' AND held.record = ticket.contact WHERE ticket.number IN "
)
_SERIALS = (
    "SELECT ticket_asset.ticket, asset.id, asset.serial FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset"
    " WHERE ticket_asset.ticket IN "
)
_IN_ORDER = " ORDER BY ticket_asset.ticket, ticket_asset.position"


class TicketText(NamedTuple):
    """The search text of a ticket: its folded words, its customer, and whether it is over."""

    number: int
    words: str
    customer: str
    over: bool


class OwnWords(NamedTuple):
    """The words of a ticket without those of its caller and its assets: in its row, and in what was recorded."""

    number: int
    customer: str
    over: bool
    words: list[str | None]
    recorded: list[str | None]
    phone: str


class _OtherWords(NamedTuple):
    """The words of the caller and the assets of a ticket, and their numbers without separators."""

    words: list[str | None]
    codes: list[str]


def ticket_texts(conn: Reader, numbers: Sequence[int]) -> list[TicketText]:
    """Return the search texts of tickets, by number; numbers that do not exist are left out."""
    others = _other_words(conn, numbers)
    return [_text(own, others) for own in _stored_words(conn, numbers)]


def texts_with(conn: Reader, tickets: Sequence[OwnWords]) -> Iterator[TicketText]:
    """Return the search texts of tickets whose own words are known; their callers and assets are read at once."""
    others = _other_words(conn, [ticket.number for ticket in tickets])
    return (_text(own, others) for own in tickets)


def own_words(
    tickets: Iterable[Mapping[str, Any]], actions: Iterable[Sequence[Any]], reports: Iterable[Sequence[Any]]
) -> list[OwnWords]:
    """Return the words of tickets from some columns of their rows: `COLUMNS`, `ACTION_COLUMNS`, `REPORT_COLUMNS`."""
    recorded: defaultdict[int, list[str | None]] = defaultdict(list)
    for number, note, data in actions:
        recorded[number].append(note)
        if data != _NO_DATA and _HOLDS_WORDS.search(data):
            recorded[number].extend(words_in(_READ_JSON(data)[0]))
    for number, *words in reports:
        recorded[number] += words
    return [_own_words(ticket, recorded[ticket["number"]]) for ticket in tickets]


def _own_words(ticket: Mapping[str, Any], recorded: list[str | None]) -> OwnWords:
    number = ticket["number"]
    words = [ticket_name(number), *(ticket.get(name) for name in OWN)]
    phone = ticket.get("caller_phone") or ""
    return OwnWords(number, ticket["customer"] or "", ticket["status"] in OVER, words, recorded, phone)


def _other_words(conn: Reader, numbers: Sequence[int]) -> Mapping[int, _OtherWords]:
    marks = f"({', '.join('?' * len(numbers))})"
    others: defaultdict[int, _OtherWords] = defaultdict(lambda: _OtherWords([], []))
    for number, name, email, phone, initials in conn.execute(_CALLER + marks, numbers):
        others[number].words.extend((name, email, phone, initials))
        others[number].codes.append(_digits(phone or ""))
    for number, asset, serial in conn.execute(_SERIALS + marks + _IN_ORDER, numbers):
        others[number].words.extend((asset, serial))
        others[number].codes.append(_joined(serial or ""))
    return others


def _stored_words(conn: Reader, numbers: Sequence[int]) -> list[OwnWords]:
    """Return the words of stored tickets, by number."""
    marks = f"({', '.join('?' * len(numbers))})"
    return own_words(
        _tickets(conn, marks, numbers),
        conn.execute(
            f"SELECT {', '.join(ACTION_COLUMNS)} FROM action WHERE ticket IN {marks} ORDER BY ticket, seq", numbers
        ),
        conn.execute(
            f"SELECT {', '.join(REPORT_COLUMNS)} FROM report WHERE ticket IN {marks} ORDER BY ticket, version", numbers
        ),
    )


def _tickets(conn: Reader, marks: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return the searched columns of the rows of tickets, as far as the store has them."""
    cursor = conn.execute(f"SELECT * FROM ticket WHERE number IN {marks} ORDER BY number", numbers)
    names = [column[0] for column in cursor.description]
    places = [(name, names.index(name)) for name in COLUMNS if name in names]
    return [{name: row[place] for name, place in places} for row in cursor]


def words_in(data: Any) -> Iterator[str]:
    """Yield the words in the data of an action."""
    if not isinstance(data, dict):
        return
    for name, value in data.items():
        if isinstance(value, str):
            if name in _WORDS and not _CODE.fullmatch(value):
                yield value
        elif isinstance(value, dict):
            yield from words_in(value)
        elif isinstance(value, list):
            for item in value:
                yield from words_in(item)


def _text(own: OwnWords, others: Mapping[int, _OtherWords]) -> TicketText:
    """Return the search text of a ticket, with each word and number once."""
    words, codes = others.get(own.number) or _OtherWords([], [])
    written = dict.fromkeys(filter(None, (*own.words, *words, *own.recorded)))
    numbers = dict.fromkeys(filter(None, (_digits(own.phone), *codes)))
    return TicketText(own.number, "\n".join((fold("\n".join(written)), *numbers)), own.customer, own.over)
