"""Alerts as lines: the alert bar, and the rows of the inbox."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from deskctl.language.i18n import N_, _, language
from deskctl.language.words import EVENTS, milestone_word, word
from deskctl.names import ticket_name
from deskctl.queries.alerts import alert as kinds
from deskctl.queries.alerts.alert import Alert
from deskctl.safe_text import one_line
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, spread, width_of
from deskctl.widgets.panes.queue_columns import milestone_in
from deskctl.widgets.style.cells import ELLIPSIS, fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import HOUR, MINUTE, local, padded_time, short_day, span

_WIDE, _ROOMY, _NARROW, _GAP = 70, 100, 50, "  "
_OWNER, _LEAST, _TICKET = 12, 4, 7
_SHORT_TIME, _KIND = 10, {"zh": 11, "en": 18}
_WORDS: Mapping[str, str] = {
    kinds.CATASTROPHIC: N_("new, catastrophic"),
    kinds.EMERGENCY: N_("emergency"),
    kinds.BREACHED: N_("late"),
    kinds.SOON: N_("due soon"),
    kinds.ASSIGNED: N_("assigned to you"),
    kinds.WROTE: N_("customer wrote"),
    kinds.CALLED: N_("customer called"),
    kinds.RESUMED: N_("pause ended"),
    kinds.PART: N_("part arrived"),
    kinds.NOT_SATISFIED: N_("not satisfied"),
    kinds.CALLBACK: N_("call back"),
    kinds.PARKED: N_("parked call"),
    kinds.MENTION: N_("calls you"),
    kinds.WATCHED: N_("watched ticket"),
}
_STYLES: Mapping[str, str] = {
    kinds.CATASTROPHIC: "breached",
    kinds.EMERGENCY: "breached",
    kinds.BREACHED: "breached",
    kinds.SOON: "soon",
}
_PROMISES = frozenset({kinds.BREACHED, kinds.SOON})


def kind_word(alert: Alert) -> str:
    """Return the name of an alert's kind."""
    return _(_WORDS[alert.kind])


def bar_line(
    alert: Alert, more: int, keys: Mapping[str, str], at: Instant, look: Look, width: int, *, whole: bool = False
) -> Line:
    """Return the line of the bar: alert, ticket, number of further alerts, and the keys to go there and to dismiss it.

    With `whole`, and in a narrow bar, parts that do not fit are left out instead of cut.
    """
    style = _STYLES.get(alert.kind, "accent")
    wide = width >= _WIDE
    right = _right(more, keys, wide=wide)
    left: Line = (
        Piece(f"{_symbol(alert, look)} ", style, "go"),
        Piece(_name(alert), "strong", "go"),
        Piece(_fact(alert, at), style, "go"),
    )
    most = width - width_of(right) - len(_GAP)
    room, parts = most - width_of(left) - len(_GAP), _parts(alert)
    around = shorten(_GAP.join(parts), room) if wide and not whole and room > _LEAST else _fitting(parts, room)
    left = (*left, Piece(f"{_GAP}{around}" if around else "", "text", "go"))
    if width_of(left) > most:
        fact = shorten(left[2].text, max(_LEAST, most - width_of(left[:2])))
        left = (*left[:2], Piece(fact, style, "go"))
    return spread(left, right, width)


def bar_text(alert: Alert, more: int, at: Instant) -> str:
    """Return an alert as one sentence, for a notification."""
    text = f"{_name(alert)}{_fact(alert, at)}  {one_line(alert.customer or alert.title)}"
    return f"{text}  {_('{n} more').format(n=more)}" if more else text


def _right(more: int, keys: Mapping[str, str], *, wide: bool) -> Line:
    others = (_("{n} more").format(n=more) if wide else f"+{more}") if more else ""
    go, seen = keys.get("alert.go", ""), keys.get("alert.seen", "")
    if not wide:
        return Piece(f"{others} ", "dim"), Piece(f"{go} {seen} ", "key")
    return (
        Piece(f"{others}   " if others else "", "dim"),
        Piece(f"{go} ", "key", "go"), Piece(_("Go there"), "text", "go"),
        Piece(f"  {seen} ", "key", "seen"), Piece(_("Seen"), "text", "seen"), Piece(" "),
    )  # fmt: skip


def _name(alert: Alert) -> str:
    return f"{ticket_name(alert.number)} " if alert.number else ""


def _symbol(alert: Alert, look: Look) -> str:
    if alert.kind == kinds.SOON:
        return look.symbols["soon"]
    return look.symbols["breached" if _STYLES.get(alert.kind) else "dot"]


def _fact(alert: Alert, at: Instant) -> str:
    """Return the content of an alert: the promise and its delay, else its kind."""
    if alert.kind not in _PROMISES:
        return kind_word(alert)
    left = _hours(abs(alert.due - at))
    delay = _("{time} late") if alert.kind == kinds.BREACHED else _("{time} left")
    return f"{milestone_word(alert.milestone)} {delay.format(time=left)}"


def _hours(seconds: int) -> str:
    """Format a duration in hours and minutes, or in days from one day on."""
    if seconds >= 24 * HOUR:
        return span(seconds)
    return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}"


def _fitting(parts: Sequence[str], width: int) -> str:
    """Join the parts that fit without being cut."""
    text = ""
    for part in parts:
        more = f"{text}{_GAP}{part}" if text else part
        text = more if cell_len(more) <= width else text
    return text


def _parts(alert: Alert) -> list[str]:
    parts = (
        alert.customer,
        alert.owner_name or _("unassigned"),
        _subject(alert) if alert.event else alert.text or alert.title,
    )
    return [one_line(part) for part in parts if part]


def inbox_line(
    alert: Alert, at: Instant, look: Look, width: int, *, seen: bool, until: Instant | None = None, timed: bool = False
) -> Line:
    """Return the row of an alert in the inbox; for a snoozed alert, with the time at which it comes back.

    A narrow row has no time and no person.
    Without space for a column of the kinds, a promise is named by its milestone and its delay.
    A `timed` promise is named with its due time, because the ticket has another one of the same milestone.
    """
    style = "dim" if seen else _STYLES.get(alert.kind, "accent")
    wide = width >= _ROOMY
    number = Piece(fit(_name(alert), _TICKET), "dim" if seen else "strong")
    when = _when(until or alert.since, at, look, wide=wide)
    kind = fit(kind_word(alert), _KIND[language()]) if wide else ""
    head: Line = (Piece(f"{_symbol(alert, look)} ", style), Piece(f"{when} ", "dim"), Piece(kind, style), number)
    tail: Line = (Piece(f" {_tail(alert, at)}", style if alert.kind in _PROMISES else "dim"),)
    if width < _NARROW:
        return _narrow_line(alert, (head[0], number), at, width, seen=seen)
    room = max(0, width - width_of(head) - width_of(tail) - 1)
    subject = _subject(alert) if wide or alert.kind in _PROMISES else f"{kind_word(alert)}  {_subject(alert)}"
    if timed:
        due = f" {local(alert.due, look.zone):%H:%M}"
        subject = f"{milestone_in(alert.milestone or '', room - len(due) - len(ELLIPSIS) - 2)}{due}  {alert.title}"
    return spread((*head, Piece(fit(one_line(subject), room), "dim" if seen else "text")), tail, width)


def _narrow_line(alert: Alert, head: Line, at: Instant, width: int, *, seen: bool) -> Line:
    """Return the row of an alert without its time and its person: the promise and its delay, or the kind."""
    text = _fact(alert, at) if alert.kind in _PROMISES else f"{kind_word(alert)}{_GAP}{_subject(alert)}"
    style = "dim" if seen else _STYLES.get(alert.kind, "text")
    return *head, Piece(shorten(one_line(text), width - width_of(head)), style)


def _when(then: Instant, at: Instant, look: Look, *, wide: bool) -> str:
    """Return the time of an alert; on a narrower screen, the hour if it is today, else the day."""
    if wide:
        return padded_time(then, at, look.zone)
    then_local, today = local(then, look.zone), local(at, look.zone).date()
    return fit(
        f"{then_local:%H:%M}" if then_local.date() == today else short_day(then_local.date(), today), _SHORT_TIME
    )


def _subject(alert: Alert) -> str:
    if alert.kind in _PROMISES:
        return f"{milestone_word(alert.milestone)}  {alert.title}"
    if alert.kind == kinds.WATCHED:
        return "  ".join(part for part in (word(EVENTS, alert.event), alert.text or alert.title) if part)
    return alert.text or alert.title


def _tail(alert: Alert, at: Instant) -> str:
    """Return the end of a row: owner and time of a promise, else the person who acted."""
    owner = shorten(one_line(alert.owner_name or _("unassigned")), _OWNER)
    if alert.kind not in _PROMISES:
        return shorten(one_line(alert.by), _OWNER) if alert.by else owner
    delay = _("{time} late") if alert.kind == kinds.BREACHED else _("{time} left")
    return f"{owner}  {delay.format(time=_hours(abs(alert.due - at)))}"
