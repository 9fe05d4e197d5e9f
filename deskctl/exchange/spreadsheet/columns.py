"""Matching the headings of a spreadsheet to fields: in Chinese, in English, by synonym or by the user's own map."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.spreadsheet.rows import Row
from deskctl.language.folding import joined
from deskctl.language.i18n import N_, language

CLEAR = "clear"
"""The heading of a column that names fields to empty."""

TWO_COLUMNS = "two_columns"
"""The code of the error for two columns of one field; its value `entry` leaves out the second in a map."""

_VALUES = "values"
_CLEAR_HEADINGS = (CLEAR, "清空")
_LANGUAGES = {"zh": 0, "en": 1}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: position -> field, the headings, and those that match no field."""

    fields: Mapping[int, str]
    headings: Mapping[int, str]
    unknown: tuple[str, ...] = ()
    clear: int | None = None


@dataclass(slots=True)
class _Matching:
    fields: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    clear: int | None = None


def kinds() -> tuple[str, ...]:
    """Return the kinds of records that spreadsheets can hold."""
    return tuple(kind for kind in _file() if kind != _VALUES)


def heading(kind: str, name: str, language: str) -> str:
    """Return the heading of a field in a language."""
    return str(_file()[kind][name][_LANGUAGES[language]])


def fields_with_headings(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind in the order of the template."""
    return tuple(_file()[kind])


@cache
def choice_codes(name: str) -> Mapping[str, str]:
    """Return the codes of a choice by their folded words."""
    return {joined(word): code for code, words in _file()[_VALUES].get(name, {}).items() for word in words}


def match_columns(
    kind: str, header: Row, fields: Iterable[str], *, own: Mapping[str, str] | None = None, strict: bool = False
) -> Columns:
    """Match the headings of a file with the `fields` of a kind; `own` maps headings to fields.

    Raises `BadData` for two columns of one field, and with `strict` for a heading that matches no field.
    """
    meanings = _meanings(kind, fields, own or {}, header)
    matching = _Matching()
    for place, text in enumerate(header.cells):
        _match_one(matching, place, text, meanings, header)
    if strict and matching.unknown:
        raise BadData(
            N_("Line {number}: unknown columns: {headings}."),
            line=header.line,
            number=header.line,
            headings=", ".join(matching.unknown),
        )
    headings = dict(enumerate(header.cells))
    return Columns(matching.fields, headings, tuple(matching.unknown), matching.clear)


def require_columns(columns: Columns, needed: Sequence[str], kind: str, line: int) -> None:
    """Raise `BadData` with the headings seen if a needed field has no column."""
    missing = [name for name in needed if name not in columns.fields.values()]
    if missing:
        raise BadData(
            N_("Line {number}: a column for {missing} is needed; the headings are: {seen}."),
            line=line,
            field=missing[0],
            number=line,
            missing=", ".join(repr(heading(kind, name, language())) for name in missing),
            seen=", ".join(columns.headings.values()),
        )


def _match_one(matching: _Matching, place: int, text: str, meanings: Mapping[str, str], header: Row) -> None:
    name = meanings.get(joined(text))
    if name is None:
        matching.unknown.append(text.strip() or f"#{place + 1}")
    elif name == CLEAR:
        matching.clear = place
    elif name in matching.fields.values():
        first = header.cells[next(at for at, matched in matching.fields.items() if matched == name)]
        raise BadData(
            N_("Line {number}: the columns {first} and {second} both name {field}; a map can leave one out: {entry}."),
            line=header.line,
            field=name,
            code=TWO_COLUMNS,
            number=header.line,
            first=repr(first),
            second=repr(text),
            entry=f'{json.dumps(text, ensure_ascii=False)} = ""',
        )
    else:
        matching.fields[place] = name


def _meanings(kind: str, known_fields: Iterable[str], own: Mapping[str, str], header: Row) -> dict[str, str]:
    fields = _file()[kind]
    names = tuple(known_fields)
    meanings = {joined(word): CLEAR for word in _CLEAR_HEADINGS}
    for name in names:
        for word in (*fields.get(name, ()), name):
            meanings.setdefault(joined(word), name)
    for word, name in own.items():
        if name not in (*names, CLEAR, ""):
            raise BadData(
                N_("The map names the field {name}, which does not exist; valid: {known}."),
                line=header.line,
                field=name,
                name=name,
                known=", ".join(names),
            )
        meanings[joined(word)] = name
    return {word: name for word, name in meanings.items() if name}


@cache
def _file() -> Mapping[str, Any]:
    with data_file("columns.toml").open("rb") as stream:
        return tomllib.load(stream)
