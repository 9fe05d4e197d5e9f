"""The remaining time of a promise by symbol, word and colour, so that none of them is needed alone."""

from typing import NamedTuple

from deskctl.language.i18n import N_, _
from deskctl.sla import state as clock_state
from deskctl.sla.facts import Instant
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import HOUR, MINUTE, local, rough_span, short_time, span

SOON = HOUR
"""The last seconds before the due time, which are counted one by one."""

_SAME_NIGHT = 6 * HOUR
_SETTLED = {
    clock_state.MET: ("kept", N_("kept")),
    clock_state.MISSED: ("missed", N_("missed")),
    clock_state.WAIVED: ("idle", N_("waived")),
    clock_state.SUPERSEDED: ("idle", N_("superseded")),
    clock_state.NOT_NEEDED: ("idle", N_("not needed")),
}


class Countdown(NamedTuple):
    """The text of a clock; `style` names a symbol of the look and its colour.

    `short` leaves out the date, and of a late promise the smaller unit, for narrow columns and next to a due time.
    """

    style: str
    text: str
    short: str


def countdown(
    due: Instant | None, at: Instant, look: Look, *, paused: bool = False, warned_at: Instant | None = None
) -> Countdown:
    """Return the remaining time of a promise; without a due time nothing is running.

    It is due soon from `warned_at` on if the policy defines that, else in its last hour.
    """
    if paused:
        return Countdown("paused", _("paused"), _("paused"))
    if due is None:
        return Countdown("idle", look.symbols["none"], look.symbols["none"])
    left = due - at
    if left < 0:
        text, short = (_("{time} late").format(time=time) for time in (_late(-left), rough_span(-left)))
        return Countdown("breached", text, short)
    style = "soon" if (left <= SOON if warned_at is None else at >= warned_at) else "running"
    if left <= SOON:
        text = _clock(left)
        return Countdown(style, text, text)
    return Countdown(style, _ahead(due, at, look), span(left))


def pending(
    due: Instant | None, opens_at: Instant | None, at: Instant, look: Look, *, warned_at: Instant | None = None
) -> Countdown:
    """Return the remaining time of a promise that is not open yet, and cannot be late before it opens."""
    return countdown(None if due is None else max(due, opens_at or due), at, look, warned_at=warned_at)


def settled(state: str) -> Countdown:
    """Return the outcome of an ended clock."""
    style, word = _SETTLED[state]
    return Countdown(style, _(word), _(word))


def _late(seconds: int) -> str:
    return _clock(seconds) if seconds < HOUR else span(seconds)


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, MINUTE)
    return f"{minutes // MINUTE}:{minutes % MINUTE:02}:{rest:02}"


def _ahead(due: Instant, at: Instant, look: Look) -> str:
    left = due - at
    same_day = local(due, look.zone).date() == local(at, look.zone).date()
    if same_day or left < _SAME_NIGHT:
        return span(left)
    return short_time(due, at, look.zone)
