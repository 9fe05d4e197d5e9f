"""Figures that are readable across a room: five-line digits, vertical and horizontal bars, sparklines."""

from collections.abc import Sequence

from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.look import Look

DIGIT_LINES = 5
_DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"), "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"), "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"), "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"), "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"), "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "), "%": ("#  ", "  #", " # ", "#  ", "  #"), "-": ("   ", "   ", "###", "   ", "   "),
}  # fmt: skip


def large_digits(text: str, look: Look, *, wide: bool) -> tuple[str, ...]:
    """Return digits drawn on five lines; `wide` draws each dot in two cells."""
    dot, cells = look.symbols["block"], 2 if wide else 1
    return tuple(
        (" " * cells).join(_scaled(_DIGITS[digit][line], dot, cells) for digit in text) for line in range(DIGIT_LINES)
    )


def _scaled(row: str, dot: str, cells: int) -> str:
    return "".join((dot if mark == "#" else " ") * cells for mark in row)


def horizontal_bar(part: float, width: int, look: Look, style: str) -> Line:
    """Return a horizontal bar that fills a part of its width."""
    full = round(max(0.0, min(1.0, part)) * width)
    return Piece(look.symbols["block"] * full, style), Piece(look.symbols["empty"] * (width - full), "rule")


def sparkline(counts: Sequence[int], look: Look) -> str:
    """Return counts as a line of small bars, one cell each; zero draws nothing."""
    top, steps = max(1, *counts), look.symbols["steps"]
    return "".join(steps[round(count / top * (len(steps) - 1))] if count else " " for count in counts)


def vertical_bars(counts: Sequence[int], styles: Sequence[str], height: int, cell: int, look: Look) -> list[Line]:
    """Return vertical bars with the count above each; `cell` is the width of a column with its gap."""
    top = max(1, *counts)
    steps = look.symbols["steps"]
    tall = [round(count / top * (height - 1) * len(steps)) for count in counts]
    tall = [max(1, eighths) if count else 0 for count, eighths in zip(counts, tall, strict=True)]
    lines: list[Line] = []
    for row in range(height - 1, -1, -1):
        columns = zip(counts, tall, styles, strict=True)
        lines.append(tuple(_part(column, row, cell, steps) for column in columns))
    return lines


def _part(column: tuple[int, int, str], row: int, cell: int, steps: str) -> Piece:
    count, eighths, style = column
    here = eighths - row * len(steps)
    body = max(1, cell - 1)
    if here > 0:
        return Piece(fit(steps[min(here, len(steps)) - 1] * body, cell), style)
    over = count and -len(steps) < here <= 0
    return Piece(fit(f"{count:^{body}}" if over else "", cell), "strong")
