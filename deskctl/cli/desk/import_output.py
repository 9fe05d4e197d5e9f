"""The output of a CSV import: the counts, and on a dry run each row."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.output.narration import narrate
from deskctl.field_words import FIELD_WORDS
from deskctl.language.i18n import _

if TYPE_CHECKING:
    from deskctl.exchange.spreadsheet.table_import import RowResult, TableOptions, TableResult

_OUTCOMES = {"created": "create", "changed": "change", "same": "same", "rejected": "error"}
_BAD_DATA = 4


def print_result(invocation: Invocation, options: "TableOptions", result: "TableResult") -> int:
    """Write the result and return the exit code; the counts go to stderr, and a dry run lists the rows for people."""
    counts = {name: result.counts[outcome] for name, outcome in _OUTCOMES.items()}
    summary = _("{file}: {encoding}; {created} created, {changed} changed, {same} same, {rejected} rejected")
    narrate(summary.format(file=options.name, encoding=result.encoding, **counts))
    for heading in result.unknown:
        narrate(_("The column {heading} matches no field and was ignored.").format(heading=heading))
    if options.dry_run and invocation.form not in {"json", "jsonl"} and invocation.fields is None:
        invocation.write(map(_in_words, result.rows), "table-row")
    else:
        invocation.show(_shape(options, result, counts))
    return _BAD_DATA if counts["rejected"] and options.rejects is None else 0


def _shape(options: "TableOptions", result: "TableResult", counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "file": options.name,
        "kind": options.kind,
        "encoding": result.encoding,
        "delimiter": result.delimiter,
        "dry_run": options.dry_run,
        **counts,
        "unknown": list(result.unknown),
        "notes": result.notes,
        "rows": [_as_object(row) for row in result.rows],
    }


def _as_object(row: "RowResult") -> dict[str, Any]:
    return {
        "line": row.line,
        "outcome": row.outcome,
        "id": row.id,
        "changes": {name: {"from": old, "to": new} for name, old, new in row.changes},
        "notes": list(row.notes),
        "errors": [error.as_object() for error in row.errors],
    }


def _in_words(row: "RowResult") -> dict[str, Any]:
    return {
        "line": row.line,
        "outcome": row.outcome,
        "id": row.id,
        "changes": "; ".join(f"{_word(name)}: {_shown(old)} -> {_shown(new)}" for name, old, new in row.changes),
        "notes": "; ".join(row.notes),
        "errors": "; ".join(f"{error.column} {error.value!r}: {error.text()}" for error in row.errors),
    }


def _word(name: str) -> str:
    return _(FIELD_WORDS.get(name, name))


def _shown(value: Any) -> str:
    return "-" if value is None else str(value)
