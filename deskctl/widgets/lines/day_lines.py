"""The lines of a day: hand-overs, tickets with their actions, promised calls, planned visits."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.language.words import EVENTS, word
from deskctl.language.words.choices import choice_word
from deskctl.language.words.dispatch_words import VISIT_STATES
from deskctl.names import ticket_name
from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.queries.watch.callbacks import PromisedCall
from deskctl.queries.watch.since_away import ShiftHandover, SinceAway
from deskctl.safe_text import one_line, visible
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, filled, width_of
from deskctl.widgets.panes.queue_columns import milestone_in
from deskctl.widgets.style.cells import fit, most_important, shorten, wrap
from deskctl.widgets.style.countdown import Countdown, countdown
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, long_time, padded_time, short_time

_PEOPLE, _NAME, _STEPS, _WARNING = 16, 12, 3, 24
_WIDE, _MILESTONE, _GAP, _LEAST, _NAME_LEAST = 90, 13, 2, 6, 8


def away_title(away: SinceAway, at: Instant, look: Look, width: int) -> str:
    """Return the start of an absence, and the numbers of tickets that were new, resolved, late or raised since then.

    If they do not fit, those of which there are none are left out first.
    """
    since, new, resolved = short_time(away.since, at, look.zone), away.count("logged"), away.count("resolved")
    text = _("Since {time}: new {new}, resolved {resolved}, late {late}, raised {raised}").format(
        time=since, new=new, resolved=resolved, late=away.ran_out, raised=away.raised
    )
    if cell_len(text) <= width:
        return text
    counts = (
        (3, _("new {n}"), new), (4, _("resolved {n}"), resolved),
        (0, _("late {n}"), away.ran_out), (1, _("raised {n}"), away.raised),
    )  # fmt: skip
    parts = [(rank, words.format(n=count)) for rank, words, count in counts if count]
    return most_important([(2, _("Since {time}").format(time=since)), *parts], width)


def handed_lines(one: ShiftHandover, at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines of a hand-over: person and time, the whole text, and its tickets."""
    heading = _("Handed over")
    head: Line = (
        Piece(f"{look.symbols['soon' if one.open else 'kept']} ", "soon" if one.open else "good"),
        Piece(f"{heading} ", "strong"),
        Piece(f"{shorten(one_line(one.name), _NAME)} {short_time(one.at, at, look.zone)}  ", "dim"),
    )
    indent = width_of(head[:2])
    first, *more = [part for line in visible(one.text).splitlines() for part in wrap(line, width - indent)] or [""]
    if more or width_of((*head, Piece(first))) > width:
        first, more = "", [first, *more]
    more += wrap(" ".join(one.tickets), width - indent) if one.tickets else []
    return [(*head, Piece(first)), *((Piece(f"{' ' * indent}{line}"),) for line in more)]


def calls_line(calls: Sequence[PromisedCall], at: Instant, look: Look, width: int) -> Line:
    """Return the person's own promised calls on one line, the soonest first, as many as fit."""
    line: Line = (Piece(" " + _("Calls {n}:").format(n=len(calls)), "strong" if calls else "dim"),)
    for call in calls:
        whom = " ".join(one_line(part) for part in (call.contact, call.phone) if part)
        more = Piece(f"  {short_time(call.due_at, at, look.zone)} {whom}", "breached" if at >= call.due_at else "text")
        if width_of((*line, more)) > width:
            break
        line = (*line, more)
    return line


def ticket_line(row: TicketRow, steps: Sequence[tuple[str, Instant]], at: Instant, look: Look, width: int) -> Line:
    """Return the line of a ticket: its last actions, as many as fit beside its title, and its next promise."""
    left = countdown(row.next_due_at, at, look, warned_at=row.next_warns_at)
    promise = "" if row.next_due_at is None else _promise(row, row.next_due_at, left, at, look, width)
    head: Line = (Piece(f"{look.symbols[left.style]} ", left.style), Piece(f"{row.ticket}  ", "strong"))
    tail: Line = (Piece(f" {promise}", left.style),)
    room, title = width - width_of((*head, *tail)) - 1, one_line(row.title)
    for_title = min(width_of((Piece(title),)) + _GAP, room // 2)
    last = width_of((Piece(_happened(steps[-1:], room, look)),))
    happened = _happened(steps[-_STEPS:], max(last, room - for_title), look)
    is_titled = room - width_of((Piece(happened),)) - _GAP >= _LEAST
    return filled(head, f"{happened}{' ' * _GAP}{title}" if is_titled else happened, tail, width)


def _promise(row: TicketRow, due: Instant, left: Countdown, at: Instant, look: Look, width: int) -> str:
    """Return the next promise of a ticket: how late it is, else by when."""
    name = milestone_in(row.next_milestone or "", width if width >= _WIDE else _MILESTONE)
    when = left.text if at > due else _("by {day}").format(day=short_time(due, at, look.zone))
    return f"{name} {when}"


def _happened(steps: Sequence[tuple[str, Instant]], width: int, look: Look) -> str:
    """Return the last actions that fit with their times; of a single long one the word is cut.

    With little space it is named without its time, or not at all.
    """
    texts = [(word(EVENTS, event), f" {local(then, look.zone):%H:%M}") for event, then in steps]
    while len(texts) > 1 and cell_len("  ".join(map("".join, texts))) > width:
        del texts[0]
    if cell_len(text := "  ".join(map("".join, texts))) <= width:
        return text
    name, at = texts[0]
    room = width - len(at)
    return shorten(name, room) + at if room >= _NAME_LEAST else name if cell_len(name) <= width else ""


def _when(then: Instant, at: Instant, look: Look, width: int) -> str:
    """Return a time as a column; on a narrow screen it takes only what it needs."""
    return (padded_time if width >= _WIDE else short_time)(then, at, look.zone)


def call_line(call: PromisedCall, person: str, at: Instant, look: Look, width: int) -> Line:
    """Return the line of a promised call: time, contact, number, topic, and the caller if it is another person."""
    late = at >= call.due_at
    style = "breached" if late else "text"
    head: Line = (
        Piece(f"{look.symbols['breached' if late else 'idle']} ", style),
        Piece(_when(call.due_at, at, look, width) + " ", style),
        Piece(f"{shorten(one_line(call.contact or ''), _NAME)} {one_line(call.phone or '')}  ", "strong"),
    )
    who = "" if call.staff == person else shorten(one_line(call.staff_name or call.staff), _NAME)
    tail = " ".join(part for part in (ticket_name(call.ticket) if call.ticket is not None else "", who) if part)
    return filled(head, call.text, (Piece(f" {tail}", "dim"),), width)


def visit_line(
    visit: PlannedVisit, conflicts: Sequence[Conflict], names: Mapping[str, str], at: Instant, look: Look, width: int
) -> Line:
    """Return the line of a visit: time, engineers, place, state and conflicts."""
    state = visit.state(at)
    style = "breached" if state == "late" else "soon" if conflicts else "text"
    people = " ".join(names.get(one, one) for one in visit.engineers) or _("nobody yet")
    when = f"{long_time(visit.start, look.zone)}-{local(visit.over, look.zone):%H:%M}" if width >= _WIDE else ""
    head: Line = (
        Piece(f"{look.symbols['breached' if state == 'late' else 'soon' if conflicts else 'idle']} ", style),
        Piece(f"{when or padded_time(visit.start, at, look.zone)} ", style),
        Piece(
            fit(one_line(people), _PEOPLE if width >= _WIDE else _NAME) + " ", "strong" if visit.engineers else "soon"
        ),
    )
    warning = choice_word("why", conflicts[0].why) if conflicts else word(VISIT_STATES, state)
    place = (ticket_name(visit.ticket) if visit.ticket is not None else visit.id, visit.customer_name, visit.site_name)
    text = "  ".join(part for part in (*place, visit.purpose) if part)
    return filled(head, text, (Piece(f" {shorten(warning, _WARNING)}", style if conflicts else "dim"),), width)
