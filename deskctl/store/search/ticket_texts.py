"""Build the search texts of tickets: their own words, caller, serial numbers, notes and reports, folded."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

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
_CONTACTS = (
    "SELECT contact.id, contact.name, contact.email, contact.phone, held.initials FROM contact"
    " LEFT JOIN record_text AS held ON held.noun = 'contact' AND held.record = contact.id WHERE contact.id IN "
)
_ASSETS = "SELECT id, serial FROM asset WHERE id IN "
_SERIALS = (
    "SELECT ticket_asset.ticket, asset.id, asset.serial FROM ticket_asset JOIN asset ON asset.id = ticket_asset.asset"
    " WHERE ticket_asset.ticket IN "
)
_IN_ORDER = " ORDER BY ticket_asset.ticket, ticket_asset.position"


NewRows: TypeAlias = Mapping[str, tuple[Sequence[str], Sequence[tuple[Any, ...]]]]
"""Rows that are not stored yet, with their columns, by table."""


class TicketText(NamedTuple):
    """The search text of a ticket: its folded words, its customer, and whether it is over."""

    number: int
    words: str
    customer: str
    over: bool


def ticket_texts(conn: Reader, numbers: Sequence[int]) -> list[TicketText]:
    """Return the search texts of tickets, by number; numbers that do not exist are left out."""
    marks = _marks(numbers)
    return _texts(
        _tickets(conn, marks, numbers),
        conn.execute(_CALLER + marks, numbers),
        conn.execute(_SERIALS + marks + _IN_ORDER, numbers),
        _recorded(
            conn.execute(
                f"SELECT ticket, note, data FROM action WHERE ticket IN {marks} ORDER BY ticket, seq", numbers
            ),
            conn.execute(
                f"SELECT ticket, version, cause, method, result FROM report WHERE ticket IN {marks}"
                " ORDER BY ticket, version",
                numbers,
            ),
        ),
    )


class NewTexts:
    """The words of new tickets, from rows that are not stored yet."""

    def __init__(self) -> None:
        self._tickets: list[dict[str, Any]] = []
        self._assets: list[tuple[int, str]] = []
        self._recorded: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._tickets)

    def add(self, rows: NewRows) -> None:
        """Add the words of some tickets with all their rows."""
        names = [name for name in (*_COLUMNS, "contact") if name in rows["ticket"][0]]
        self._tickets += (dict(zip(names, row, strict=True)) for row in _chosen(rows["ticket"], *names))
        self._assets += _chosen(rows["ticket_asset"], "ticket", "asset")
        reports = sorted(_chosen(rows["report"], "ticket", "version", "cause", "method", "result"))
        self._recorded.update(_recorded(_chosen(rows["action"], "ticket", "note", "data"), reports))

    def texts(self, conn: Reader) -> list[TicketText]:
        """Return the search texts; the records that the tickets name are stored."""
        contacts = _found(conn, _CONTACTS, {ticket["contact"] for ticket in self._tickets})
        serials = _found(conn, _ASSETS, {asset for _number, asset in self._assets})
        return _texts(
            self._tickets,
            ((one["number"], *contacts[one["contact"]]) for one in self._tickets if one["contact"] in contacts),
            ((number, asset, *serials[asset]) for number, asset in self._assets if asset in serials),
            self._recorded,
        )


def _chosen(table: tuple[Sequence[str], Sequence[Any]], *names: str) -> Iterator[Any]:
    """Return the rows of a table with some columns only."""
    return map(itemgetter(*map(table[0].index, names)), table[1])


def _found(conn: Reader, query: str, ids: Collection[str | None]) -> dict[str, Sequence[Any]]:
    """Return the rows of some records by their ids."""
    names = sorted(one for one in ids if one is not None)
    return {name: row for name, *row in conn.execute(query + _marks(names), names)} if names else {}


def _marks(values: Sequence[Any]) -> str:
    return f"({', '.join('?' * len(values))})"


def _texts(
    tickets: Sequence[Mapping[str, Any]],
    callers: Iterable[Any],
    serials: Iterable[Any],
    recorded: Mapping[int, Sequence[str]],
) -> list[TicketText]:
    """Return the texts of tickets; the rows of each have the same order as in the store."""
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
    return [
        TicketText(
            number,
            _text([*parts[number], *recorded.get(number, ())], codes[number]),
            ticket["customer"] or "",
            ticket["status"] in OVER,
        )
        for ticket in tickets
        for number in (ticket["number"],)
    ]


def _tickets(conn: Reader, marks: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return the searched columns of the rows of tickets, as far as the store has them."""
    cursor = conn.execute(f"SELECT * FROM ticket WHERE number IN {marks} ORDER BY number", numbers)
    names = [column[0] for column in cursor.description]
    places = [(name, names.index(name)) for name in _COLUMNS if name in names]
    return [{name: row[place] for name, place in places} for row in cursor]


def _recorded(actions: Iterable[Any], reports: Iterable[Any]) -> dict[int, list[str]]:
    """Return the words of the actions and reports of each ticket."""
    words = defaultdict[int, list[str]](list)
    for number, note, data in actions:
        if note:
            words[number].append(note)
        if data != _NO_DATA and _HOLDS_WORDS.search(data):
            words[number].extend(words_in(_READ_JSON(data)[0]))
    for number, _version, *written in reports:
        words[number] += written
    return words


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
