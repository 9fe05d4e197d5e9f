"""A paper in Markdown as lines of the screen: the title in the middle, tables in columns, no markup."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, wrap

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELL = re.compile(r"(?<!\\)\|")
_GAP, _LEAST = 2, 4


def paper_lines(text: str, width: int, rule: str) -> Iterator[Line]:
    """Yield the lines of a paper; `rule` is the character of the line below the head of a table."""
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield from _table(table, width, rule)
            table = []
        yield from _plain(line, width, rule)


def source_lines(text: str, width: int) -> Iterator[Line]:
    """Yield the lines of a paper with their markup."""
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
    """Return the widths of the columns: as wide as their longest cell, the widest ones narrower until all fit."""
    widths = [max([_LEAST, *(cell_len(part) for cell in column for part in cell.split("\n"))])
              for column in zip(*rows, strict=True)]  # fmt: skip
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths
