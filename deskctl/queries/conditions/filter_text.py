"""The filter line: words, and fields as `customer:` `owner:` `level:` `severity:` `type:` `late` `2h内` `@me`.

Text between quotes is searched literally. A value that names nothing is kept as typed, so that no ticket has it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskctl.language.folding import fold
from deskctl.language.i18n import _, language
from deskctl.language.time_words.durations import parse_duration
from deskctl.language.words import KINDS, LEVELS, SEVERITIES, STATUSES
from deskctl.language.words.choice_codes import code_of
from deskctl.language.words.filter_words import FIELDS, LATE, ME, NOBODY, WITHIN
from deskctl.queries.conditions.filter_names import FilterNames
from deskctl.queries.conditions.filters import NOBODY as NONE
from deskctl.queries.conditions.filters import TicketFilter

_OWNER_ME, _AT, _HOUR, _MINUTE = "me", "@", 3600, 60
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_WITHIN = re.compile(r"<(.+)|(.+)内")
_CODES: Mapping[str, Mapping[str, str]] = {"level": LEVELS, "severity": SEVERITIES, "kind": KINDS, "status": STATUSES}
_FIELD_OF = {word: name for name, words in FIELDS.items() for word in words}


def narrowed(where: TicketFilter, text: str, named: FilterNames) -> TicketFilter:
    """Return a filter narrowed further by a filter line."""
    words = [where.words] if where.words else []
    for token in _TOKEN.findall(text.replace("：", ":")):
        name, value = _meaning(token)
        if name == "words":
            words.append(value)
        elif name == "late":
            where = where._replace(overdue=True)
        elif name == "within":
            where = where._replace(due_within=min(value, where.due_within or value))
        elif value:
            where = _both(where, name, _ids(name, value.replace("，", ",").split(","), named))
    return where._replace(words=" ".join(words))


def _meaning(token: str) -> tuple[str, Any]:
    """Return the field of a token, and its value."""
    if token in LATE:
        return "late", True
    if token.startswith(_AT) and len(token) > 1:
        return "owner", token[1:].strip('"')
    before, colon, value = token.partition(":")
    if colon and before.lower() in _FIELD_OF:
        return _FIELD_OF[before.lower()], value.strip('"')
    within = _WITHIN.fullmatch(token)
    length = value if colon and before.lower() in WITHIN else (within[1] or within[2]) if within else ""
    seconds = parse_duration(length) if length else None
    return ("within", seconds) if seconds else ("words", token.strip('"'))


def _ids(name: str, values: Sequence[str], named: FilterNames) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for value in values if value for key in _ids_of(name, value, named)))


def _ids_of(name: str, value: str, named: FilterNames) -> list[str]:
    """Return the ids for a value: an exact match, else all whose name contains it, else the value itself."""
    if name == "owner" and value.lower() in ME:
        return [_OWNER_ME]
    if name == "owner" and value.lower() in NOBODY:
        return [NONE]
    if name in _CODES and (code := code_of(name, value, tuple(_CODES[name]))):
        return [code]
    labels, sought = _labels_of_field(name, named), fold(value)
    exact = [key for key, label in labels.items() if sought in {fold(key), fold(label), fold(_(label))}]
    return exact or [key for key, label in labels.items() if sought in fold(f"{label} {_(label)}")] or [value]


def _labels_of_field(name: str, named: FilterNames) -> Mapping[str, str]:
    if name == "customer":
        return named.customers()
    return named.people if name == "owner" else _CODES[name]


def _both(where: TicketFilter, name: str, values: tuple[str, ...]) -> TicketFilter:
    """Return a filter for the values that the filter and the line share; if none, for a value that no ticket has."""
    before = getattr(where, name)
    both = tuple(value for value in values if value in before) or ("-",)
    change: dict[str, Any] = {name: both if before else values}
    return where._replace(**change)


def line_of(where: TicketFilter, named: FilterNames) -> str:
    """Return a filter as a filter line."""
    return " ".join(_pieces(where, named))


def _pieces(where: TicketFilter, named: FilterNames) -> Iterator[str]:
    for name in FIELDS:
        values = getattr(where, name)
        if values:
            labels = [_label(name, value, named) for value in values]
            yield f"{shown_field(name)}:{_quoted(','.join(labels))}"
    if where.overdue:
        yield _shown(LATE[0], LATE[2])
    if where.due_within:
        hours, left_over = divmod(where.due_within, _HOUR)
        yield f"<{where.due_within // _MINUTE}m" if left_over else f"<{hours}h"
    if where.words:
        yield where.words


def _label(name: str, value: str, named: FilterNames) -> str:
    if name == "owner" and value in {_OWNER_ME, NONE}:
        return _shown(*(ME if value == _OWNER_ME else (NOBODY[0], NOBODY[2])))
    label = _labels_of_field(name, named).get(value, value)
    return _(label) if name in _CODES else label


def shown_field(name: str) -> str:
    """Return the word for a field in the reader's language."""
    return next(word for word in FIELDS[name] if word.isascii() == (language() != "zh"))


def _shown(english: str, chinese: str) -> str:
    return chinese if language() == "zh" else english


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def completed(text: str, named: FilterNames) -> str | None:
    """Return the line with its last token completed; None if nothing known begins so."""
    pieces = _TOKEN.findall(text.replace("：", ":"))
    if not pieces or text[-1:].isspace():
        return None
    before, colon, begun = pieces[-1].partition(":")
    if pieces[-1].startswith(_AT):
        before, begun, name = _AT, pieces[-1][1:], "owner"
    elif not colon:
        word = next((word for word in _begin_words() if word.startswith(pieces[-1].lower())), None)
        return None if word is None else text[: -len(pieces[-1])] + word
    else:
        name, before = _FIELD_OF.get(before.lower(), ""), f"{before}:"
    label = next(_labels(name, begun.strip('"'), named), None) if name else None
    return None if label is None else f"{text[: len(text) - len(pieces[-1])]}{before}{_quoted(label)} "


def _begin_words() -> list[str]:
    return [f"{shown_field(name)}:" for name in FIELDS] + [_shown(LATE[0], LATE[2])]


def _labels(name: str, begun: str, named: FilterNames) -> Iterator[str]:
    """Yield completions of a value: first labels that begin with it, then those that contain it, by name or id."""
    own = [_shown(*ME), _shown(NOBODY[0], NOBODY[2])] if name == "owner" else []
    label_of = {**{one: one for one in own}, **_labels_of_field(name, named)}
    labels = {fold(f"{_label(name, key, named)} {key}"): _label(name, key, named) for key in label_of}
    yield from (label for text, label in labels.items() if text.startswith(fold(begun)))
    yield from (label for text, label in labels.items() if fold(begun) in text)
