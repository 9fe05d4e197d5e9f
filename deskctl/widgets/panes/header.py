"""The top line: the person at the desk, its time, and the numbers of tickets that are late and due soon."""

from typing import NamedTuple

from deskctl.language.i18n import _
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, spread, width_of
from deskctl.widgets.style.cells import shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, long_time

_NAME_SHOWN_FROM = 80
_WHO, _OUTAGE = 28, 24


class Alarm(NamedTuple):
    """The numbers of open tickets that are late, and past the warning time of their policy.

    `outage` is None if mail is fetched and sent, else the names of the stopped mailboxes and channels; it is empty if
    no worker runs. `due` is the number of the person's overdue duties beside tickets.
    """

    breached: int = 0
    soon: int = 0
    outage: str | None = None
    due: int = 0


def header_line(who: str, at: Instant, alarm: Alarm, look: Look, width: int) -> Line:
    """Return the top line in the form that fits the width."""
    counts = _counts(alarm, look, words=width >= _NAME_SHOWN_FROM)
    left: Line = (Piece(" deskctl ", "title"), Piece(f" {shorten(who, _WHO)}", "dim"))
    if width < _NAME_SHOWN_FROM:
        hour = Piece(f"  {local(at, look.zone):%H:%M} ", "strong")
        return spread((Piece(" deskctl", "title"),), (*counts, hour), width)
    clock = Piece(long_time(at, look.zone), "strong")
    full: Line = (clock, Piece(f" {look.zone_name}   ", "dim"), *counts, Piece(" "))
    if width_of(left) + width_of(full) < width:
        return spread(left, full, width)
    return spread(left, (clock, Piece("  "), *counts, Piece(" ")), width)


def title_line(title: str, who: str, width: int, beside: Line = ()) -> Line:
    """Return the top line of a screen other than the queue: its title, further pieces, and the person at the desk."""
    return spread((Piece(f" {title}", "title"), *beside), (Piece(f"{shorten(who, _WHO)} ", "dim"),), width)


def _counts(alarm: Alarm, look: Look, *, words: bool) -> Line:
    late = _("{n} late").format(n=alarm.breached) if words else str(alarm.breached)
    soon = _("{n} soon").format(n=alarm.soon) if words else str(alarm.soon)
    return (
        *_outage(alarm, look, words=words),
        *_due(alarm, words=words),
        Piece(f"{look.symbols['breached']} {late}", "breached" if alarm.breached else "idle"),
        Piece("  "),
        Piece(f"{look.symbols['soon']} {soon}", "soon" if alarm.soon else "idle"),
    )


def _due(alarm: Alarm, *, words: bool) -> Line:
    """Return the number of overdue duties, if there are any."""
    if not alarm.due:
        return ()
    return (Piece(_("{n} due").format(n=alarm.due) if words else f"d {alarm.due}", "soon"), Piece("  "))


def _outage(alarm: Alarm, look: Look, *, words: bool) -> Line:
    """Return the warning that no mail is fetched and sent, or which mailboxes and channels have stopped."""
    if alarm.outage is None:
        return ()
    what = alarm.outage or "deskctl serve"
    text = _("no mail: {what}").format(what=shorten(what, _OUTAGE)) if words else _("no mail")
    return (Piece(f"{look.symbols['breached']} {text}", "breached"), Piece("  "))
