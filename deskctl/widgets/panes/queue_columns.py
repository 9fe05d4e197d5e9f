"""The columns of the queue at each width, and the line of a ticket in them."""

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from deskctl.language.i18n import N_, _, language
from deskctl.language.words import KINDS, LEVELS, SEVERITIES, STATUSES, milestone_word, word
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, changed_cells, changed_part
from deskctl.widgets.style.cells import crop, fit
from deskctl.widgets.style.countdown import Countdown, countdown
from deskctl.widgets.style.look import Look

_ROOMY, WIDE, MIDDLE, COMPACT = 139, 119, 99, 69
"""The least widths without the scroll bar. Narrower rows have two lines, with the title on the second."""
_FLEXIBLE = 0
_LEAST_FLEXIBLE = 8
_INDENT, _SYMBOL = 2, 2
_TIMED = frozenset({"remaining", "compact"})
_COUNTING = _TIMED | {"promise"}
_COMPLAINT = "complaint"


class Column(NamedTuple):
    """One column; a `width` of 0 takes the rest. The last column has no `gap` to a next one."""

    name: str
    heading: str
    width: int
    gap: str = " "


_TICKET, _TITLE, _OWNER = N_("Ticket"), Column("title", N_("Title"), _FLEXIBLE), Column("owner", N_("Owner"), 6)
_PROMISE, _LEFT, _SEV = N_("Next promise"), N_("Remaining"), N_("Sev.")
_STATUS = Column("status", N_("Status"), 13)
_WIDE_COLUMNS = {
    "zh": (
        Column("promise", _PROMISE, 15), Column("remaining", _LEFT, 14), Column("level", N_("Level"), 8),
        Column("severity", N_("Severity"), 8), Column("customer", N_("Customer"), 16), _TITLE,
        Column("status", N_("Status"), 10), Column("owner", N_("Owner"), 8),
    ),
    "en": (
        Column("promise", _PROMISE, 20), Column("remaining", _LEFT, 14), Column("level", N_("Level"), 11),
        Column("short_severity", _SEV, 4), Column("customer", N_("Customer"), 12), _TITLE, _STATUS,
        Column("owner", N_("Owner"), 8),
    ),
}  # fmt: skip
_ROOMY_COLUMNS = {
    lang: tuple(
        Column("severity", N_("Severity"), 12) if column.name == "short_severity" else column for column in usual
    )
    for lang, usual in _WIDE_COLUMNS.items()
}
"""With the severity in full, by language."""
_MIDDLE_COLUMNS = (
    Column("promise", _PROMISE, 19), Column("remaining", _LEFT, 14), Column("level", N_("Level"), 11),
    Column("customer", N_("Customer"), 12), _TITLE, _OWNER,
)  # fmt: skip
_COMPACT_COLUMNS = {
    "zh": (
        Column("promise", _PROMISE, 11), Column("compact", _LEFT, 9), Column("short_severity", _SEV, 2),
        Column("customer", N_("Customer"), 10), _TITLE, _OWNER,
    ),
    "en": (
        Column("promise", _PROMISE, 15), Column("compact", _LEFT, 10), Column("short_severity", _SEV, 4),
        Column("customer", N_("Customer"), 10), _TITLE, _OWNER,
    ),
}  # fmt: skip
"""Without the level and with a short severity, by language, so that only the title is cut."""
_NARROW_COLUMNS = {
    "zh": (
        Column("promise", _PROMISE, 14), Column("compact", _LEFT, 10), Column("short_severity", _SEV, 2),
        Column("customer", N_("Customer"), _FLEXIBLE), _OWNER,
    ),
    "en": (
        Column("promise", _PROMISE, 15), Column("compact", _LEFT, 11), Column("short_severity", _SEV, 4),
        Column("customer", N_("Customer"), _FLEXIBLE), _OWNER,
    ),
}  # fmt: skip
_LEFT_OUT = ("title", "customer", "short_severity", "owner")
"""The columns that the first line of a very narrow row leaves out until the others fit, the first one first."""
_NAMED_COLUMNS = (
    Column("promise", _PROMISE, 20), Column("remaining", _LEFT, 14), Column("level", N_("Level"), 11),
    Column("severity", N_("Severity"), 12), _STATUS, Column("kind", N_("Type"), 12),
    Column("customer", N_("Customer"), 16), _TITLE, Column("owner", N_("Owner"), 8),
)  # fmt: skip
CHOOSABLE = ("promise", "remaining", "level", "severity", "status", "kind", "customer", "title", "owner")
"""The columns that a saved queue may name; the number and the remaining time are always shown."""
_SHORT_SEVERITIES = {"catastrophic": N_("cat."), "severe": N_("sev."), "general": N_("gen.")}
_SHORT_PROMISES = {
    "first_response": N_("respond"),
    "engineer_notified": N_("notify"),
    "onsite_reply": N_("the ETA"),
    "loaner_provided": N_("loaner"),
    "dev_team_engaged": N_("developers"),
    "arrived": N_("on site"),
}
"""Shorter names of promises, for a column."""
_SHORT_STATUSES = {"paused": N_("customer"), "waiting_part": N_("parts"), "closed_without_answer": N_("closed")}


def lines_of_row(width: int) -> int:
    """Return how many lines a row has in a table of this width."""
    return 1 if width >= COMPACT else 2


def columns(width: int, ticket: int, named: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return the columns of a table of this width, including the flexible one; `ticket` is the width of the numbers.

    If a saved queue has `named` columns, those that fit are returned, from the left.
    """
    return _columns(width, ticket, named, language())


@lru_cache(maxsize=32)
def _columns(width: int, ticket: int, named: tuple[str, ...], lang: str) -> tuple[Column, ...]:
    number = Column("ticket", _TICKET, max(ticket, cell_len(_(_TICKET))))
    usual = _named(named, width - ticket) if named and width >= COMPACT else _chosen(width, number.width, lang)
    chosen = (number, *usual)
    flexible = max(_LEAST_FLEXIBLE, width - _used(chosen))
    *others, last = (column._replace(width=column.width or flexible) for column in chosen)
    return (*others, last._replace(gap=""))


def _used(chosen: tuple[Column, ...]) -> int:
    """Return the cells of columns with the cursor and the gaps, without the flexible one."""
    return 2 + sum(column.width for column in chosen) + len(chosen) - 1


def _named(named: tuple[str, ...], space: int) -> list[Column]:
    """Return the columns of these names that fit, always including the remaining time."""
    by_name = {column.name: column for column in _NAMED_COLUMNS}
    names = named if "remaining" in named else ("remaining", *named)
    space -= by_name["remaining"].width + 4
    shown: list[Column] = []
    for column in (by_name[name] for name in names if name in by_name):
        needs = 0 if column.name == "remaining" else (column.width or _LEAST_FLEXIBLE) + 1
        if needs <= space:
            shown.append(column)
            space -= needs
    return shown


def _chosen(width: int, ticket: int, lang: str) -> tuple[Column, ...]:
    if width >= WIDE:
        return (_ROOMY_COLUMNS if width >= _ROOMY else _WIDE_COLUMNS)[lang]
    if width >= MIDDLE:
        return _MIDDLE_COLUMNS
    if width >= COMPACT:
        return _COMPACT_COLUMNS[lang]
    space = width - ticket - 1
    return _NARROW_COLUMNS[lang] if _used(_NARROW_COLUMNS[lang]) + _LEAST_FLEXIBLE <= space else _fewest(space, lang)


def _fewest(space: int, lang: str) -> tuple[Column, ...]:
    """Return the compact columns without the least important ones, so that the others fit."""
    shown: tuple[Column, ...] = _COMPACT_COLUMNS[lang]
    for name in _LEFT_OUT:
        if name != "title" and _used(shown) <= space:
            break
        shown = tuple(column for column in shown if column.name != name)
    return shown


def heading(shown: tuple[Column, ...], sort: str, sign: str) -> Line:
    """Return the line of headings; a symbol marks the column by which the tickets are sorted."""
    by = _TIMED if sort == "due" else {"ticket"}
    return (Piece("  "), *(Piece(_head(c, sign if c.name in by else ""), "dim") for c in shown))


def _head(column: Column, sign: str) -> str:
    text = crop(_(column.heading), column.width).rstrip()
    return crop(text + sign, column.width + 1)


def promise_of(row: TicketRow, at: Instant, look: Look) -> Countdown:
    """Return the countdown of a ticket's next promise."""
    paused = row.is_paused(at) and not row.overdue(at)
    return countdown(row.next_due_at, at, look, paused=paused, warned_at=row.next_warns_at)


def ticket_line(row: TicketRow, left: Countdown, shown: tuple[Column, ...], look: Look) -> Line:
    """Return the line of a ticket, without the two cells of the cursor."""
    return tuple(_piece(column, row, left, look) for column in shown)


def title_line(row: TicketRow, width: int, shown: tuple[Column, ...], look: Look) -> Line:
    """Return the second line of a narrow row, without the two cells of the cursor; the owner if the first lacks it."""
    if _OWNER.name in {column.name for column in shown}:
        return (Piece(" " * _INDENT + fit(row.title, max(_LEAST_FLEXIBLE, width - 2 * _INDENT)), "text"),)
    name, style = _owner(row, look)
    title = fit(row.title, max(_LEAST_FLEXIBLE, width - 2 * _INDENT - _OWNER.width - 1))
    return Piece(" " * _INDENT + title + " ", "text"), Piece(crop(name, _OWNER.width), style)


def ticked_line(
    line: Line, before: Countdown, row: TicketRow, left: Countdown, shown: tuple[Column, ...], look: Look
) -> tuple[Line, tuple[int, int | None]]:
    """Return the line of a ticket with another countdown, and the cells that changed.

    An end of None is the end of the line. Only the columns that count down are updated, usually just the remaining
    time.
    """
    if before.style == left.style:
        place, start = _timed_of(shown)
        piece = _piece(shown[place], row, left, look)
        first, last = changed_part(line[place], piece)
        return (*line[:place], piece, *line[place + 1 :]), (start + first, start + last)
    written = tuple(
        _piece(column, row, left, look) if column.name in _COUNTING else piece
        for column, piece in zip(shown, line, strict=True)
    )
    return written, changed_cells(line, written)


@lru_cache(maxsize=32)
def _timed_of(shown: tuple[Column, ...]) -> tuple[int, int]:
    """Return the index of the column with the remaining time, and its first cell."""
    place = next(place for place, column in enumerate(shown) if column.name in _TIMED)
    return place, sum(column.width + 1 for column in shown[:place])


def _piece(column: Column, row: TicketRow, left: Countdown, look: Look) -> Piece:
    text, style = (_counting_cell if column.name in _COUNTING else _still_cell)(column, row, left, look)
    shown = (fit if column.name == _TITLE.name else crop)(text, column.width)
    return Piece(shown + column.gap, style)


def _counting_cell(column: Column, row: TicketRow, left: Countdown, look: Look) -> tuple[str, str]:
    if column.name == "remaining":
        return left.text, left.style
    if column.name == "compact":
        return left.short.replace(" ", "") if language() == "zh" else left.short, left.style
    space, is_running = column.width - _SYMBOL, row.next_due_at is not None
    name = milestone_in(row.next_milestone or "", space) if is_running else status_in(row.status, space)
    return f"{look.symbols[left.style]} {name}", left.style


def status_in(code: str, cells: int) -> str:
    """Return the name of a status, or a short one if it does not fit."""
    name = word(STATUSES, code)
    return _(_SHORT_STATUSES[code]) if code in _SHORT_STATUSES and cell_len(name) > cells else name


def milestone_in(code: str, cells: int) -> str:
    """Return the name of a promise, or a short one if it does not fit."""
    name = milestone_word(code)
    return _(_SHORT_PROMISES[code]) if code in _SHORT_PROMISES and cell_len(name) > cells else name


def _still_cell(column: Column, row: TicketRow, _left: Countdown, look: Look) -> tuple[str, str]:
    none = look.symbols["none"]
    cells = {
        "ticket": (row.ticket, "strong"),
        "level": _level(row),
        "severity": (word(SEVERITIES, row.severity) or none, _severity_style(row.severity)),
        "customer": (row.customer_name, "dim") if row.customer_name else (_("not known"), "soon"),
        "short_severity": _short_severity(row, none),
        "owner": _owner(row, look),
        "title": (row.title, "text"),
        "status": (status_in(row.status, column.width), "dim"),
        "kind": (word(KINDS, row.kind), "dim"),
    }
    return cells[column.name]


def _owner(row: TicketRow, look: Look) -> tuple[str, str]:
    return look.names.get(row.owner or "", row.owner or look.symbols["none"]), "dim" if row.owner else "accent"


def _level(row: TicketRow) -> tuple[str, str]:
    """Return the level of a ticket; a complaint is marked in its place."""
    if row.kind == _COMPLAINT:
        return word(KINDS, _COMPLAINT), "soon"
    return word(LEVELS, row.level), "breached" if row.level == "full_urgent" else "text"


def _short_severity(row: TicketRow, none: str) -> tuple[str, str]:
    """Return the severity in short; a complaint, which has none, is marked in its place."""
    if row.kind == _COMPLAINT and row.severity is None:
        return _("cpl."), "soon"
    severity = row.severity or none
    shown = _(_SHORT_SEVERITIES[severity]) if severity in _SHORT_SEVERITIES else severity
    return shown, _severity_style(row.severity)


def _severity_style(severity: str | None) -> str:
    return {"catastrophic": "breached", "severe": "soon"}.get(severity or "", "dim")
