"""Say how long a promise has left: a sign, a word and a colour, so that none of them is needed alone."""

from dataclasses import dataclass

from deskctl.language.i18n import N_, _
from deskctl.sla import state as clock_state
from deskctl.sla.facts import Instant
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.moments import HOUR, MINUTE, local, short_moment, span

SOON = HOUR
"""Seconds of warning: the last hour is counted by the second."""

_SAME_NIGHT = 6 * HOUR
_SETTLED = {
    clock_state.MET: ("kept", N_("kept")),
    clock_state.MISSED: ("missed", N_("missed")),
    clock_state.WAIVED: ("idle", N_("waived")),
    clock_state.SUPERSEDED: ("idle", N_("superseded")),
    clock_state.NOT_NEEDED: ("idle", N_("not needed")),
}


@dataclass(frozen=True, slots=True)
class Countdown:
    """What is shown of a clock: `style` names one of the signs of the look, which colours it as well.

    `short` says the same without a date or the word `late`, for narrow columns and beside a due time.
    """

    style: str
    text: str
    short: str


def countdown(
    due: Instant | None, at: Instant, look: Look, *, paused: bool = False, warned_at: Instant | None = None
) -> Countdown:
    """Return what a running promise has left at a moment; without a due time it is paused, or nothing runs.

    It is soon due from `warned_at` on, where the policy's threshold is known, else in its last hour.
    """
    if paused:
        return Countdown("paused", _("paused"), _("paused"))
    if due is None:
        return Countdown("idle", look.signs["none"], look.signs["none"])
    left = due - at
    if left < 0:
        lost = _late(-left)
        return Countdown("breached", _("{time} late").format(time=lost), f"-{lost}")
    style = "soon" if (left <= SOON if warned_at is None else at >= warned_at) else "running"
    if left <= SOON:
        return Countdown(style, _clock(left), _clock(left))
    return Countdown(style, _ahead(due, at, look), span(left))


def settled(state: str) -> Countdown:
    """Return how a clock ended that runs no more."""
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
    return short_moment(due, at, look.zone)
