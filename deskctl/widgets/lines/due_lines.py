"""The rows of the due list: kind, subject, due time, and the action that settles it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.duties import DUTIES
from deskctl.safe_text import one_line
from deskctl.sla.duties import Duty
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import DAY, local, month_word, short_day, short_time, span

_SIGN, _NAME, _STEP, _ID = 2, 14, 23, 8
"""The cells of the symbol, the least of a subject, and the most of an action with a person and of a short id."""
_BESIDE_STEPS = 18
"""The least cells of a subject beside the column of actions, which the bar names too."""
_STEPS_FROM = 70
_GAP = "  "
_IN_DAYS_FROM = 2 * DAY
_NARROW = 50
_KINDS = 3
"""Lists of fewer cells have short due times, and kinds of at most a third of the width."""


def duty_word(duty: Duty) -> str:
    """Return the name of a duty's kind."""
    kind = duty.rule.kind
    return word(DUTIES, kind) if kind in DUTIES else kind.replace("_", " ")


class DueRow(NamedTuple):
    """A duty, the name of its customer, and the name of the action that settles it."""

    duty: Duty
    customer: str | None
    step: str = ""


def due_lines(rows: Sequence[DueRow], at: Instant, look: Look, width: int) -> list[Line]:
    """Return the rows of duties in columns as wide as their longest words; only subjects are cut.

    The actions that settle the duties are at the right if there is space beside readable subjects.
    """
    if width < _NARROW:
        return _narrow_lines(rows, at, look, width)
    kinds = _padded([duty_word(row.duty) for row in rows], width)
    times = _padded([due_words(row.duty, at, look) for row in rows], width)
    steps = [f"> {row.step}" if row.step and width >= _STEPS_FROM else "" for row in rows]
    longest = max(_STEP, width // 4)
    usual = max((cell_len(step) for step in steps if cell_len(step) <= longest), default=0)
    space = width - _SIGN - sum(cell_len(column[0]) + 1 for column in (kinds, times) if column) - 1
    if usual and space - usual - 1 < _BESIDE_STEPS:
        steps, usual = [""] * len(rows), 0
    free = [space - max(usual, cell_len(step)) - bool(usual) for step in steps]
    steps = [step if room >= _NAME else "" for step, room in zip(steps, free, strict=True)]
    free = [room if room >= _NAME else max(_NAME, space) for room in free]
    texts = _subjects(rows, free)
    return [_line(row.duty, cells, at, look) for row, *cells in zip(rows, kinds, texts, times, steps, strict=True)]


def _narrow_lines(rows: Sequence[DueRow], at: Instant, look: Look, width: int) -> list[Line]:
    """Return the rows with short due times at the right edge, and as much of kind and subject as fits."""
    kinds = _padded([duty_word(row.duty) for row in rows], width // _KINDS)
    times = [due_words(row.duty, at, look, short=True) for row in rows]
    space = width - _SIGN - max(map(cell_len, kinds), default=0) - 3
    texts = _subjects(rows, [max(0, space - cell_len(time)) for time in times])
    return [_line(row.duty, (*cells, ""), at, look) for row, *cells in zip(rows, kinds, texts, times, strict=True)]


def _line(duty: Duty, columns: Sequence[str], at: Instant, look: Look) -> Line:
    late = duty.late(at)
    style = "breached" if late else "soon" if duty.state(at) == "due" and duty.due_at is not None else "text"
    symbol = look.symbols["breached" if late else "soon" if style == "soon" else "idle"]
    kind, subject, when, step = columns
    return (
        Piece(f"{symbol} ", style),
        Piece(f"{kind} ", "strong"),
        Piece(f"{subject} "),
        Piece(f"{when} ", "dim" if style == "text" else style),
        Piece(step, "accent"),
    )


def _padded(texts: Sequence[str], most: int) -> list[str]:
    """Pad the texts of a column to the widest, at most to `most` cells."""
    width = min(most, max(map(cell_len, texts), default=0))
    return [fit(text, width) for text in texts]


def step_words(step: str, person: str | None) -> str:
    """Return the name of an action, with the name of the responsible person if both fit."""
    named = f"{step} ({one_line(person)})" if person else step
    return named if cell_len(named) <= _STEP - 2 else step


def _subjects(rows: Sequence[DueRow], widths: Sequence[int]) -> list[str]:
    """Return the subjects of duties, each in its width; if not all fit, without long ids and the customer first."""
    whole = [_subject(row, longest=None) for row in rows]
    if any(cell_len(text) > width for text, width in zip(whole, widths, strict=True)):
        whole = [_subject(row, longest=_ID, customer_first=True) for row in rows]
    return [_cut(row, text, width) for row, text, width in zip(rows, whole, widths, strict=True)]


def _cut(row: DueRow, text: str, width: int) -> str:
    """Cut or pad a subject to a width; the stock at its end stays whole."""
    words, gap, stock = text.rpartition("  ") if row.duty.rule.kind == "stock_minimum" else (text, "", "")
    return fit(f"{shorten(words, width - cell_len(gap + stock))}{gap}{stock}", width)


def _subject(row: DueRow, longest: int | None, *, customer_first: bool = False) -> str:
    """Return id, title and customer of a duty without repetition; an id beyond `longest` is left out."""
    duty = row.duty
    subject = duty.subject.partition("/")[0] if duty.rule.kind == "part" else duty.subject
    name = one_line(subject.removeprefix(f"{duty.customer}/"))
    title, customer = one_line(duty.title), one_line(row.customer or "")
    parts = title.split(_GAP)
    customer = "" if customer in title and customer not in parts else customer
    words = _joined(dict.fromkeys([customer, *parts] if customer_first else [*parts, customer]))
    if name == duty.customer or name in words or duty.rule.kind == "contract":
        return words  # the title of a contract has its number
    return _joined([name, words]) if longest is None or not words or cell_len(name) <= longest else words


def _joined(parts: Iterable[str]) -> str:
    return _GAP.join(part for part in parts if part)


def due_words(duty: Duty, at: Instant, look: Look, *, short: bool = False) -> str:
    """Return the due time of a duty, or how late it is; the short form has no words beside the time."""
    if duty.due_at is None:
        return _("no date")
    if duty.late(at):
        lost = at - duty.due_at
        in_days = duty.due_on is not None or lost >= _IN_DAYS_FROM
        late = span(max(1, lost // DAY) * DAY if in_days else lost)
        return f"-{late}" if short else _("{time} late").format(time=late)
    today, then = local(at, look.zone).date(), local(duty.due_at, look.zone).date()
    if duty.due_on is not None or (short and then != today):
        day = short_day(duty.due_on or then, today)
    else:
        day = short_time(duty.due_at, at, look.zone)
    return day if short else _("by {day}").format(day=day)


def months_line(months: Sequence[tuple[int, int]], this_year: int) -> Line:
    """Return a month between its neighbours, which can be clicked."""
    before, shown, after = (f" {month_word(number, year if year != this_year else None)} " for year, number in months)
    return (
        Piece("  <", "key", "earlier"),
        Piece(before, "dim", "earlier"),
        Piece(shown, "tab"),
        Piece(after, "dim", "later"),
        Piece(">", "key", "later"),
    )
