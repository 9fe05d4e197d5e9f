"""Sixty texts that may break a terminal, a table or a search, and a desk that is full of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.blank import as_one_line, is_blank
from deskctl.store.sqlite.create import create_store

HALF = "\ud800EVIL\udfff"
"""Lone surrogates: they are not UTF-8, so they can be typed but not stored."""

_CONTROLS = (
    "\x1b[2J\x1b[H", "\x1b[5;38;5;201mEVIL\x1b[0m", "\x1b[1000D\x1b[K", "\x1b[?1049h", "\x1b[?25l", "\x1b[6n",
    "\x1b]0;EVIL\x07", "\x1b]8;;http://evil.example/\x1b\\EVIL\x1b]8;;\x1b\\", "\x1b]52;c;RVZJTA==\x07",
    "\x1b]1337;File=:RQ==\x07", "\x1bP+q544e\x1b\\", "\x1bPq#0;2;0;0;0#0~~\x1b\\", "\x1b_EVIL\x1b\\", "\x1bc",
    "\x1b(0lqqk\x1b(B", "\x1b", "\x1b[", "\x07\x07\x07", "\x08\x08\x08EVIL", "\x0b\x0c\x0e\x0f", "\x00EVIL",
    "\x7f\x7f", "\x05\x11\x13\x1a",
)  # fmt: skip
_HIDDEN = (
    "\x9b2J\x9b31mEVIL", "\x9d0;EVIL\x9c", "\x90q\x9c", "\x84\x85\x8d", "\u202eLIVE\u202c", "\u2067LIVE\u2069",
    "\u200f\u061c\u200e", "a\u200bb\u2060c\ufeffd", "\u00ad\u034f\u115f\u3164", "\u2028EVIL\u2029EVIL",
    "\U000e0041\U000e0042\U000e007f", "\ufff9a\ufffab\ufffb", "\U0001d173\U0001d17a", "\U0001bca0\U0001bca3",

)  # fmt: skip
_SHAPES = (
    "Z" + "\u0301" * 300, "Z" + "\u0489\u0e49\u05b0\u064b\u0902" * 60, "\u0f18" * 200, "\U00011300" * 200,
    "\ufe0f" * 200, "👨\u200d👩\u200d👧\u200d👦" * 30,
)  # fmt: skip
_WORDS = (
    "[bold red]x[/bold red]", "[/nothing]", "[link=http://evil.example]x[/link]", "[", ":skull: {ticket} %s %(x)s",
    "$(id) `id` ${IFS}", "'; DROP TABLE ticket; --", "a\rEVIL", "a\r\n\rEVIL", "a\n\n\nEVIL", "\t\t\tEVIL\t",
    "W" * 5_000, "服" * 5_000, '=HYPERLINK("http://evil.example")',
)  # fmt: skip
_SEEN = ("\u0600\u06dd\u070f\u08e2", "\U000f0000\ue000\U0010ffff", "\ufffe\uffff\ufdd0")
OTHERWISE_HOSTILE = (*_SEEN, *_SHAPES, *_WORDS)
"""Texts that no terminal obeys, but that may break tables, markup, shells and widths."""

TEXTS = (*_CONTROLS, *_HIDDEN, *OTHERWISE_HOSTILE)


_NAMES = {("name",), ("name_en",), ("title",)}
"""Fields for which an import accepts only one line without control characters."""


def hostile_desk(path: Path, turn: int) -> Path:
    """Make the demo desk with a hostile text in each field of free text; `turn` decides which text goes where."""
    rows = [json.loads(line) for line in data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()]
    free = {place for row in rows for place, value in _texts(row, (row["type"],)) if _is_of_words(value)}
    file = path.with_suffix(".jsonl")
    with file.open("w", encoding="utf-8") as stream:
        for number, row in enumerate(rows):
            stream.write(json.dumps(_spoilt(row, (row["type"],), free, number + turn)) + "\n")
    create_store(str(path))
    read_desk(file, str(path))
    return path


def _texts(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, place)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, (*place, name))


def _is_of_words(value: str) -> bool:
    """Return whether a value is free text: the desk's own identifiers have neither spaces nor letters beyond ASCII."""
    return " " in value or not value.isascii()


def _spoilt(value: Any, place: tuple[str, ...], free: set[tuple[str, ...]], number: int) -> Any:
    if isinstance(value, str):
        text = TEXTS[(number + len("".join(place))) % len(TEXTS)]
        text = as_one_line(text) if place[1:] in _NAMES else text
        return (f"x{text}" if is_blank(text) else text) if place in free else value
    if isinstance(value, list):
        return [_spoilt(one, place, free, number) for one in value]
    if isinstance(value, dict):
        return {name: _spoilt(one, (*place, name), free, number) for name, one in value.items()}
    return value
