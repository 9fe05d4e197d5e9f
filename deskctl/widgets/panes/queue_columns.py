"""The columns of the queue at each width, and the line of a ticket in them."""

from dataclasses import dataclass
from functools import lru_cache

from deskctl.language.i18n import N_, _, language
from deskctl.language.words import LEVELS, SEVERITIES, STATUSES, milestone_word, word
from deskctl.queries.tickets.ticket_list import TicketRow
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, changed_cells, changed_part
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.countdown import Countdown, countdown
from deskctl.widgets.style.look import Look

WIDE, MIDDLE, COMPACT = 119, 99, 69
"""From how many cells on; the scroll bar takes one of the terminal's."""
_FLEXIBLE = 0
_LEAST_TITLE = 8
_TIMED = frozenset({"short", "remaining", "compact"})
_COUNTING = _TIMED | {"promise", "narrow_promise"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a `width` of 0 takes the rest."""

    name: str
    heading: str
    width: int


_TICKET = Column("ticket", N_("Ticket"), 7)
_TITLE = Column("title", N_("Title"), _FLEXIBLE)
_WIDE_COLUMNS = (
    _TICKET,
    Column("promise", N_("Next promise"), 20),
    Column("remaining", N_("Remaining"), 14),
    Column("level", N_("Level"), 11),
    Column("severity", N_("Severity"), 12),
    Column("customer", N_("Customer"), 16),
    _TITLE,
    Column("owner", N_("Owner"), 6),
)
_MIDDLE_COLUMNS = (
    _TICKET,
    Column("promise", N_("Next promise"), 19),
    Column("remaining", N_("Remaining"), 14),
    Column("level", N_("Level"), 11),
    Column("customer", N_("Customer"), 12),
    _TITLE,
    Column("owner", N_("Owner"), 6),
)
_COMPACT_COLUMNS = {
    "zh": (
        _TICKET, Column("promise", N_("Next promise"), 11), Column("compact", N_("Remaining"), 9),
        Column("short_severity", N_("Sev."), 2), Column("customer", N_("Customer"), 10), _TITLE,
        Column("owner", N_("Owner"), 6),
    ),
    "en": (
        _TICKET, Column("promise", N_("Next promise"), 15), Column("compact", N_("Remaining"), 9),
        Column("short_severity", N_("Sev."), 4), Column("customer", N_("Customer"), 10), _TITLE,
        Column("owner", N_("Owner"), 6),
    ),
}  # fmt: skip
"""Without the level, with the severity in short: in each language, so that no promise is cut."""
_SHORT_SEVERITIES = {"catastrophic": N_("cat."), "severe": N_("sev."), "general": N_("gen.")}
_NARROW_COLUMNS = {
    "zh": (
        Column("ticket", N_("Ticket"), 6), Column("short", N_("Remaining"), 10),
        Column("narrow_promise", N_("Next promise"), 8), Column("customer", N_("Customer"), 8), _TITLE,
    ),
    "en": (
        Column("ticket", N_("Ticket"), 6), Column("short", N_("Remaining"), 11),
        Column("narrow_promise", N_("Next promise"), 13), Column("customer", N_("Customer"), 8), _TITLE,
    ),
}  # fmt: skip


def columns(width: int) -> tuple[Column, ...]:
    """Return the columns of a table of this width, with the flexible one filled in."""
    return _columns(width, language())


@lru_cache(maxsize=32)
def _columns(width: int, lang: str) -> tuple[Column, ...]:
    chosen = _chosen(width, lang)
    taken = 2 + sum(column.width for column in chosen) + len(chosen) - 1
    rest = max(_LEAST_TITLE, width - taken)
    return tuple(Column(c.name, c.heading, c.width or rest) for c in chosen)


def _chosen(width: int, lang: str) -> tuple[Column, ...]:
    if width >= MIDDLE:
        return _WIDE_COLUMNS if width >= WIDE else _MIDDLE_COLUMNS
    return _COMPACT_COLUMNS[lang] if width >= COMPACT else _NARROW_COLUMNS[lang]


def heading(width: int) -> Line:
    """Return the line of headings."""
    return (Piece("  "), *(Piece(fit(_(c.heading), c.width) + " ", "dim") for c in columns(width)))


def promise_of(row: TicketRow, at: Instant, look: Look) -> Countdown:
    """Return the countdown of a ticket's next promise."""
    paused = row.is_paused(at) and not row.overdue(at)
    return countdown(row.next_due_at, at, look, paused=paused, warned_at=row.next_warns_at)


def ticket_line(row: TicketRow, left: Countdown, width: int, look: Look) -> Line:
    """Return the line of a ticket, without the two cells of the cursor."""
    return tuple(_piece(column, row, left, look) for column in columns(width))


def ticked_line(
    line: Line, before: Countdown, row: TicketRow, left: Countdown, width: int, look: Look
) -> tuple[Line, tuple[int, int | None]]:
    """Return the line of a ticket with another countdown, and the cells that changed.

    An end of None is the end of the line. Only the columns that count down are written again, usually just the one
    with the time left.
    """
    if before.style == left.style:
        place, start = _timed(width)
        piece = _piece(columns(width)[place], row, left, look)
        first, last = changed_part(line[place], piece)
        return (*line[:place], piece, *line[place + 1 :]), (start + first, start + last)
    written = tuple(
        _piece(column, row, left, look) if column.name in _COUNTING else piece
        for column, piece in zip(columns(width), line, strict=True)
    )
    return written, changed_cells(line, written)


def _timed(width: int) -> tuple[int, int]:
    """Return the index of the column with the time left, and its first cell."""
    return _timed_of(columns(width))


@lru_cache(maxsize=32)
def _timed_of(shown: tuple[Column, ...]) -> tuple[int, int]:
    place = next(place for place, column in enumerate(shown) if column.name in _TIMED)
    return place, sum(column.width + 1 for column in shown[:place])


def _piece(column: Column, row: TicketRow, left: Countdown, look: Look) -> Piece:
    text, style = (_counting_cell if column.name in _COUNTING else _still_cell)(column.name, row, left, look)
    return Piece(fit(text, column.width) + " ", style)


def _counting_cell(name: str, row: TicketRow, left: Countdown, look: Look) -> tuple[str, str]:
    symbol = look.symbols[left.style]
    if name == "remaining":
        return left.text, left.style
    short = left.short.replace(" ", "") if language() == "zh" else left.short
    if name in {"compact", "short"}:
        return f"{symbol} {short}" if name == "short" else short, left.style
    promise = milestone_word(row.next_milestone) if row.next_due_at is not None else word(STATUSES, row.status)
    return promise if name == "narrow_promise" else f"{symbol} {promise}", left.style


def _still_cell(name: str, row: TicketRow, _left: Countdown, look: Look) -> tuple[str, str]:
    none = look.symbols["none"]
    cells = {
        "ticket": (row.ticket, "strong"),
        "level": (word(LEVELS, row.level), "breached" if row.level == "full_urgent" else "text"),
        "severity": (word(SEVERITIES, row.severity) or none, _severity_style(row.severity)),
        "customer": (row.customer_name, "dim") if row.customer_name else (_("to be identified"), "soon"),
        "short_severity": (_short_severity(row.severity) or none, _severity_style(row.severity)),
        "owner": (look.names.get(row.owner or "", row.owner or none), "dim" if row.owner else "accent"),
        "title": (row.title, "text"),
    }
    return cells[name]


def _short_severity(severity: str | None) -> str:
    return _(_SHORT_SEVERITIES[severity]) if severity in _SHORT_SEVERITIES else severity or ""


def _severity_style(severity: str | None) -> str:
    return {"catastrophic": "breached", "severe": "soon"}.get(severity or "", "dim")
