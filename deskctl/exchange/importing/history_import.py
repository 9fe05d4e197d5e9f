"""Staging the history of records: each action is checked and then chained by hashes."""

from collections.abc import Mapping
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.row_reading import PreparedShape
from deskctl.exchange.shapes.import_errors import duplicate, unknown_type
from deskctl.exchange.shapes.record_shapes import HISTORY, RECORD_SHAPES
from deskctl.store.facts.chain import RECORD_FIELDS, START, link
from deskctl.store.port import Connection, Reader
from deskctl.store.row_statements import insertion

_STEPS = f"SELECT {', '.join(RECORD_FIELDS)} FROM master_action ORDER BY noun, id, seq"
_KEEP = "UPDATE master_action SET chain = ? WHERE noun = ? AND id = ? AND seq = ?"
_HAS_ROW = "SELECT 1 FROM master_action WHERE noun = ? AND id = ?"


class HistoryImporter:
    """Stages the lines of history; `finish` chains them."""

    def __init__(self, desk: Reader, staged: Connection, references: References) -> None:
        self._desk = desk
        self._staged = staged
        self._references = references
        self._reading = PreparedShape(HISTORY, references, frozenset())
        self._statement = insertion(HISTORY.stored_in, (*HISTORY.columns, "chain"))
        self._keys: set[tuple[Any, ...]] = set()

    def take(self, record: Record, line: int) -> None:
        """Check and stage one action; raises `BadData`."""
        values = self._reading.values(record, line)
        noun, name = values["noun"], values["id"]
        if noun not in RECORD_SHAPES:
            raise unknown_type(line, noun)
        self._references.check((noun,), name, line, "id")
        self._refuse_known(values, line)
        self._staged.execute(self._statement, (*values.values(), START))

    def _refuse_known(self, values: Mapping[str, Any], line: int) -> None:
        key = (values["noun"], values["id"], values["seq"])
        if key in self._keys or key[2] < 1 or self._desk.execute(_HAS_ROW, key[:2]).fetchone():
            raise duplicate(line, HISTORY.noun, f"{key[1]}/{key[2]}", "seq")
        self._keys.add(key)

    def finish(self) -> None:
        """Chain the actions of each record."""
        previous, chain = None, START
        for row in self._staged.execute(_STEPS).fetchall():
            chain = link(chain if row[:2] == previous else START, row)
            previous = row[:2]
            self._staged.execute(_KEEP, (chain, *row[:3]))
