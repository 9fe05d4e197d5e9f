"""The two forms in which tickets are staged: as the rows of a file, or as lines for the COPY of a server."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from deskctl.exchange.importing.tickets.ticket_rows import COLUMNS
from deskctl.store.postgres.writing.copy_lines import copy_lines, copy_target
from deskctl.store.search.ticket_texts import ACTION_COLUMNS, REPORT_COLUMNS, own_words
from deskctl.store.search.ticket_texts import COLUMNS as SEARCHED
from deskctl.store.sqlite.bulk_import import staged_lines

Rows: TypeAlias = Mapping[str, list[tuple[Any, ...]]]
"""Table -> rows."""


class StagedForm(NamedTuple):
    """The columns of the staged tables, and the function that makes their rows from those of some tickets."""

    columns: Mapping[str, tuple[str, ...]]
    staged: Callable[[Rows], Rows]


def _picked(table: str, columns: tuple[str, ...]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    return itemgetter(*(COLUMNS[table].index(name) for name in columns))


_KEPT = _picked("ticket", staged_lines.COLUMNS["ticket"])
_SEARCHED = tuple(name for name in SEARCHED if name in COLUMNS["ticket"])
_WORDED, _NOTED = _picked("ticket", _SEARCHED), _picked("action", ACTION_COLUMNS)
_REPORTED, _VERSION = _picked("report", REPORT_COLUMNS), _picked("report", ("ticket", "version"))
_TARGETS = {table: copy_target(table, columns) for table, columns in COLUMNS.items()}


def _as_lines(rows: Rows) -> Rows:
    if not rows:
        return rows
    tickets = rows["ticket"]
    words = own_words(
        [dict(zip(_SEARCHED, _WORDED(ticket), strict=True)) for ticket in tickets],
        map(_NOTED, rows["action"]),
        map(_REPORTED, sorted(rows.get("report", ()), key=_VERSION)),
    )
    first = tickets[0][0]
    return {
        "ticket": [_KEPT(ticket) for ticket in tickets],
        "copied": [(first, _TARGETS[table], b"".join(copy_lines(table, some))) for table, some in rows.items() if some],
        "own_words": [(first, staged_lines.packed_words(words))],
    }


AS_ROWS = StagedForm(COLUMNS, lambda rows: rows)
AS_LINES = StagedForm(staged_lines.COLUMNS, _as_lines)
