"""The lines of a Markdown document for the screen: a centred title, tables in columns, no markup."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from rich.cells import cell_len

from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, wrap

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELL = re.compile(r"(?<!\\)\|")
_FACT = re.compile(r"- \*\*(.*?)[:：]\*\* ?(.*)")
_MOMENT = re.compile(r"- \*\*(.*?)\*\* (.*?)(?: \((.*?)\)|（(.*?)）)?(?:(?:: |：)(.*))?$")
_TABLE, _FACTS = "table", "facts"
_GAP, _LEAST = 2, 4


def document_lines(text: str, width: int, rule: str) -> Iterator[Line]:
    """Yield the lines of a document; `rule` is the character of the line below the head of a table."""
    for kind, group in groupby(text.splitlines(), _kind):
        if kind == _TABLE:
            yield from _table([*group], width, rule)
        elif kind == _FACTS:
            yield from _facts([*group], width)
        else:
            yield from (part for line in group for part in _plain(line, width, rule))


def _kind(line: str) -> str:
    if line.startswith("|"):
        return _TABLE
    return _FACTS if _pair(line) else ""


def source_lines(text: str, width: int) -> Iterator[Line]:
    """Yield the lines of a document with their markup."""
    return ((Piece(part),) for line in text.splitlines() for part in wrap(line, width) or [""])


def _plain(line: str, width: int, rule: str) -> Iterator[Line]:
    if line == "---":
        yield (Piece(rule * width, "rule"),)
        return
    words = shown_words(line)
    if line.startswith("# "):
        yield from (
            (Piece(" " * max(0, (width - cell_len(part)) // 2) + part, "title"),) for part in wrap(words, width)
        )
    else:
        style = "title" if line.startswith("#") else ""
        yield from ((Piece(part, style),) for part in wrap(words, width) or [""])


def _pair(line: str) -> tuple[str, str] | None:
    """Return the name and value of a fact, or the time and text of an event; None for any other line."""
    if fact := _FACT.match(line):
        return shown_words(fact[1]), shown_words(fact[2])
    if moment := _MOMENT.match(line):
        when, what, latin, han, text = (shown_words(part or "") for part in moment.groups())
        who = latin or han
        return when, "\n".join(filter(None, ("  ".join(filter(None, (what, who))), text)))
    return None


def _facts(lines: Sequence[str], width: int) -> Iterator[Line]:
    """Yield facts and events as the printed document shows them: names and times in one column, the rest beside it."""
    pairs = [pair for pair in map(_pair, lines) if pair]
    names = min(max(cell_len(name) for name, _value in pairs), width // 3)
    for name, value in pairs:
        parts = wrap(value, max(_LEAST, width - names - _GAP)) or [""]
        for part, head in zip_longest(parts, wrap(name, names), fillvalue=""):
            yield Piece(fit(head, names) + " " * _GAP, "dim"), Piece(part)


def shown_words(line: str) -> str:
    """Return a line without its markup."""
    words = re.sub(r"^#+ ", "", line).rstrip()
    words = re.sub(r"(?<!\\)\*\*", "", words).replace("<br>", "\n")
    return _ESCAPED.sub(r"\1", words)


def _table(lines: Sequence[str], width: int, rule: str) -> Iterator[Line]:
    rows = [[shown_words(cell.strip()) for cell in _CELL.split(line)[1:-1]] for line in lines]
    rows = [row for place, row in enumerate(rows) if place != 1]
    count = max(map(len, rows))
    rows = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = _widths(rows, width - _GAP * (count - 1))
    for place, row in enumerate(rows):
        cells = [wrap(cell, max(1, cells)) or [""] for cell, cells in zip(row, widths, strict=True)]
        for part in range(max(map(len, cells))):
            pieces = (cell[part] if part < len(cell) else "" for cell in cells)
            shown = (" " * _GAP).join(fit(piece, cells) for piece, cells in zip(pieces, widths, strict=True))
            yield (Piece(shown.rstrip(), "strong" if place == 0 else ""),)
        if place == 0:
            yield (Piece((" " * _GAP).join(rule * cells for cells in widths), "rule"),)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the widths of the columns: that of the longest cell, with the widest columns reduced until all fit."""
    widths = [max([_LEAST, *(cell_len(part) for cell in column for part in cell.split("\n"))])
              for column in zip(*rows, strict=True)]  # fmt: skip
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths
