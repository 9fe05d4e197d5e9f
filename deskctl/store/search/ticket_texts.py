"""Build the search texts of tickets: their own words, caller, serial numbers, notes and reports, folded."""

import json
import re
from collections.abc import Iterator, Sequence
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

_COLUMNS = ("number", "customer", "status", *OWN)
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


def ticket_texts(conn: Reader, numbers: Sequence[int]) -> list[TicketText]:
    """Return the search texts of tickets, by number; numbers that do not exist are left out."""
    return list(texts_of_facts(conn, conn, numbers))


def texts_of_facts(conn: Reader, facts: Reader, numbers: Sequence[int]) -> Iterator[TicketText]:
    """Return the search texts of tickets whose facts are read from another place with the same rows.

    `conn` is asked at once, `facts` while the texts are iterated.
    """
    marks = f"({', '.join('?' * len(numbers))})"
    callers = list(conn.execute(_CALLER + marks, numbers))
    serials = list(conn.execute(_SERIALS + marks + _IN_ORDER, numbers))
    return _texts(facts, numbers, callers, serials)


def _texts(
    facts: Reader, numbers: Sequence[int], callers: Sequence[Any], serials: Sequence[Any]
) -> Iterator[TicketText]:
    marks = f"({', '.join('?' * len(numbers))})"
    tickets = _tickets(facts, marks, numbers)
    parts: dict[int, list[str | None]] = {
        ticket["number"]: [ticket_name(ticket["number"]), *(ticket.get(name) for name in OWN)] for ticket in tickets
    }
    codes = {ticket["number"]: [_digits(ticket.get("caller_phone") or "")] for ticket in tickets}
    for number, name, email, phone, initials in callers:
        parts[number] += name, email, phone, initials
        codes[number].append(_digits(phone or ""))
    for number, asset, serial in serials:
        parts[number] += asset, serial
        codes[number].append(_joined(serial or ""))
    _add_recorded(facts, marks, numbers, parts)
    for ticket in tickets:
        number = ticket["number"]
        words = _text(parts[number], codes[number])
        yield TicketText(number, words, ticket["customer"] or "", ticket["status"] in OVER)


def _tickets(conn: Reader, marks: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return the searched columns of the rows of tickets, as far as the store has them."""
    cursor = conn.execute(f"SELECT * FROM ticket WHERE number IN {marks} ORDER BY number", numbers)
    names = [column[0] for column in cursor.description]
    places = [(name, names.index(name)) for name in _COLUMNS if name in names]
    return [{name: row[place] for name, place in places} for row in cursor]


def _add_recorded(conn: Reader, marks: str, numbers: Sequence[int], parts: dict[int, list[str | None]]) -> None:
    """Add the words of the actions and reports to the parts of their tickets."""
    for number, note, data in conn.execute(
        f"SELECT ticket, note, data FROM action WHERE ticket IN {marks} ORDER BY ticket, seq", numbers
    ):
        parts[number].append(note)
        if data != _NO_DATA and _HOLDS_WORDS.search(data):
            parts[number].extend(words_in(_READ_JSON(data)[0]))
    for number, *words in conn.execute(
        f"SELECT ticket, cause, method, result FROM report WHERE ticket IN {marks} ORDER BY ticket, version", numbers
    ):
        parts[number] += words


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


def _text(parts: Sequence[str | None], codes: Sequence[str]) -> str:
    written = dict.fromkeys(filter(None, parts))
    return "\n".join((fold("\n".join(written)), *dict.fromkeys(filter(None, codes))))
