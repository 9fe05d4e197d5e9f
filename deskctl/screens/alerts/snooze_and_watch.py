"""Snoozing alerts, and watching and muting tickets."""

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import coming_morning
from deskctl.names import ticket_name
from deskctl.screens.alerts.alert_state import mark_ticket, person_of, snooze
from deskctl.screens.alerts.mark_writer import write_in_order
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.alert_marks import MUTED, WATCHED
from deskctl.widgets.style.times import MINUTE, local, short_time

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.queries.alerts.alert import Alert
    from deskctl.screens.session.session import Session

_TOMORROW = "tomorrow"
_SPANS = (
    ("10", N_("in 10 minutes")),
    ("30", N_("in half an hour")),
    ("60", N_("in an hour")),
    ("180", N_("in three hours")),
    (_TOMORROW, N_("tomorrow morning")),
)
_CONFIRMATIONS = {
    (WATCHED, True): N_("{ticket} is watched: what others do on it comes to the inbox"),
    (WATCHED, False): N_("{ticket} is no longer watched"),
    (MUTED, True): N_("{ticket} is muted for you; only a new disaster or an emergency still calls"),
    (MUTED, False): N_("{ticket} is no longer muted"),
}


def toggle_watch(screen: "Screen[Any]", session: "Session", number: int) -> None:
    """Watch a ticket, or stop watching it."""
    read = session.alerts.read
    on = number not in read.watched
    session.alerts.read = read._replace(watched=read.watched ^ {number})
    _mark(screen, session, WATCHED, number, on=on)


def toggle_mute(screen: "Screen[Any]", session: "Session", number: int) -> None:
    """Mute a ticket, or unmute it."""
    read = session.alerts.read
    on = number not in read.muted
    session.alerts.read = read._replace(muted=read.muted ^ {number})
    _mark(screen, session, MUTED, number, on=on)


def _mark(screen: "Screen[Any]", session: "Session", mark: str, number: int, *, on: bool) -> None:
    person, at = person_of(session.actor), session.at()
    write_in_order(screen, session, lambda: mark_ticket(session.store, mark, person, number, at, on=on))
    screen.notify(_(_CONFIRMATIONS[mark, on]).format(ticket=ticket_name(number)), timeout=3, markup=False)


def ask_snooze(screen: "Screen[Any]", session: "Session", alert: "Alert") -> None:
    """Ask when an alert comes back, and put it off until then."""
    from deskctl.screens.dialogs.pick_screen import PickScreen

    def chosen(span: str | None) -> None:
        if span is not None:
            _put_off(screen, session, alert, back_at(span, session.at(), session.look.zone))

    options = [(code, _(words)) for code, words in _SPANS]
    screen.app.push_screen(PickScreen(session.look, _("Remind me"), options), chosen)


def back_at(span: str, at: Instant, zone: tzinfo) -> Instant:
    """Return when an alert that is snoozed at a time comes back; after midnight, tomorrow morning is the coming one."""
    if span == _TOMORROW:
        return instant(coming_morning(local(at, zone)))
    return at + int(span) * MINUTE


def _put_off(screen: "Screen[Any]", session: "Session", alert: "Alert", until: Instant) -> None:
    state, person = session.alerts, person_of(session.actor)
    state.just_seen.discard(alert.key)
    state.read = state.read._replace(
        seen=state.read.seen - {alert.key},
        put_off={**state.read.put_off, alert.key: until},
        next_at=min(until, state.read.next_at or until),
    )
    write_in_order(screen, session, lambda: snooze(session.store, person, alert.key, until))
    when = short_time(until, session.at(), session.look.zone)
    screen.notify(_("comes back: {time}").format(time=when), timeout=3, markup=False)
