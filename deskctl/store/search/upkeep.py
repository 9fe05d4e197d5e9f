"""Update the search texts with the changes of a transaction: records at once, tickets when it ends."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from deskctl.sla.lifecycle import OVER
from deskctl.store.port import Connection
from deskctl.store.search.record_texts import KINDS
from deskctl.store.search.search_index import index_records, index_tickets
from deskctl.store.search.ticket_texts import OWN, words_in
from deskctl.store.sqlite.word_index import has_texts

_KEYS = {"ticket": "number", "action": "ticket", "report": "ticket", "ticket_asset": "ticket"}
"""Table with words of tickets -> the column with the number of the ticket."""

_SEARCHED = frozenset({*OWN, "customer", "contact"})


class SearchUpkeep:
    """Updates the search texts with the changes of a transaction."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._tickets: set[int] = set()
        self._has_texts: bool | None = None

    def forget(self) -> None:
        """Forget the changes: a new transaction begins."""
        self._tickets.clear()
        self._has_texts = None

    def written(self, table: str, row: Mapping[str, Any]) -> None:
        """Register a row that was inserted or replaced."""
        if not self._is_ready(table):
            return
        if table in KINDS:
            index_records(self._conn, table, (row["id"],))
        elif table != "action" or _has_words(row):
            self._tickets.add(row[_KEYS[table]])

    @contextmanager
    def following(self, table: str, key: Mapping[str, Any], columns: Mapping[str, Any] | None = None) -> Iterator[None]:
        """Register a change of the rows with a key, made within the block; without columns they are removed."""
        if not self._is_ready(table):
            yield
            return
        records = self._affected_keys(table, key) if table in KINDS or self._concerns(table, key, columns) else []
        yield
        if table in KINDS:
            index_records(self._conn, table, records)
        else:
            self._tickets.update(records)

    def finish(self) -> None:
        """Update the texts of the tickets that were changed."""
        if self._tickets:
            index_tickets(self._conn, sorted(self._tickets))
            self._tickets.clear()

    def _is_ready(self, table: str) -> bool:
        """Return whether a table is searched and the store has search texts, which an older one gets last."""
        if table not in KINDS and table not in _KEYS:
            return False
        if self._has_texts is None:
            self._has_texts = has_texts(self._conn)
        return self._has_texts

    def _concerns(self, table: str, key: Mapping[str, Any], columns: Mapping[str, Any] | None) -> bool:
        """Return whether a change of a table may change the search texts of tickets."""
        if table != "ticket" or columns is None or not _SEARCHED.isdisjoint(columns):
            return table in _KEYS
        return "status" in columns and self._ends_or_reopens(key, columns["status"])

    def _ends_or_reopens(self, key: Mapping[str, Any], status: str) -> bool:
        """Return whether a new status ends or reopens a ticket."""
        if "number" not in key:
            return True
        row = self._conn.execute("SELECT over FROM ticket_text WHERE number = ?", (key["number"],)).fetchone()
        return row is not None and bool(row[0]) != (status in OVER)

    def _affected_keys(self, table: str, key: Mapping[str, Any]) -> list[Any]:
        name = "id" if table in KINDS else _KEYS[table]
        if set(key) == {name}:
            return [key[name]]
        where = " AND ".join(f"{column} = ?" for column in key)
        return [one for (one,) in self._conn.execute(f"SELECT {name} FROM {table} WHERE {where}", tuple(key.values()))]


def _has_words(action: Mapping[str, Any]) -> bool:
    return bool(action["note"]) or (action["data"] != "{}" and any(words_in(json.loads(action["data"]))))
