"""The mistakes in the rows of a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deskctl.errors import BadData, Notice, Remedy
from deskctl.language.i18n import N_, _

_LONGEST, _SHOWN = 60, 10
_UNREAD = N_("columns that match no field: {headings}")


@dataclass(frozen=True, slots=True)
class RowError:
    """A mistake in a row; `why` is a template for `values`, marked for translation; `remedy` corrects it."""

    line: int
    column: str
    value: str
    why: str
    values: Mapping[str, Any] = field(default_factory=dict)
    remedy: Remedy | None = None

    def text(self) -> str:
        """Return the reason in the current language, as a part of a sentence."""
        return Notice(self.why, self.values).text(_).rstrip(".。")

    def as_object(self) -> dict[str, Any]:
        """Return the mistake as a JSON object."""
        return {"line": self.line, "column": self.column, "value": short(self.value), "why": self.text()}


class BadRows(BadData):
    """A spreadsheet has invalid rows; nothing was stored."""

    def __init__(self, errors: tuple[RowError, ...], unread: tuple[str, ...] = ()) -> None:
        first = errors[0]
        super().__init__(
            N_("Line {number}, column {column}: {value!r}: {why}. Mistakes in all: {n}; nothing was stored."),
            line=first.line,
            field=first.column,
            number=first.line,
            column=first.column,
            value=short(first.value),
            why=first.text(),
            n=len(errors),
            remedy=next((one.remedy for one in errors if one.remedy is not None), None),
        )
        self.errors = errors
        self.unread = unread

    def text(self, translate: Any = str) -> str:
        """Return the first mistake and their number, then the next ones on a line each, and the ignored columns."""
        line = N_("line {line}, {column}: {value}: {why}")
        more = [
            translate(line).format(line=one.line, column=one.column, value=short(one.value), why=one.text())
            for one in self.errors[1:_SHOWN]
        ]
        unread = [translate(_UNREAD).format(headings=", ".join(self.unread))] if self.unread else []
        return "\n".join([super().text(translate), *more, *unread])

    def as_object(self, translate: Any = str) -> dict[str, Any]:
        """Return the error as a JSON object with every mistake."""
        return {**super().as_object(translate), "errors": [error.as_object() for error in self.errors]}


def short(value: str) -> str:
    """Return a value, cut to a recognisable length."""
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
