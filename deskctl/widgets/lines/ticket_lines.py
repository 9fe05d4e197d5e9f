"""The lines of the detail pane: the ticket, its promises with their clocks, its actions newest first."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from deskctl.errors import listed
from deskctl.language.i18n import _
from deskctl.language.words import CHANNELS, EVENTS, KINDS, LEVELS, SEVERITIES, STATUSES, milestone_word, word
from deskctl.queries.ticket.history import ActionRow, actions_in_force
from deskctl.queries.watch.report_mismatches import mismatches
from deskctl.safe_text import one_line
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.action_lines import action_lines
from deskctl.widgets.lines.clock_lines import clock_lines
from deskctl.widgets.panes.line_pane import Line, Piece, spread, wrapped_parts
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.cells import shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time

_SIDE, _LEAST_NAME = 1, 6
_DESCRIPTION_LINES = 6
_TITLE_LINES = 2
_STATE_EVENTS = frozenset({
    "assigned", "engineer_notified", "engineer_response", "remote_started", "remote_ended", "departed", "arrived",
    "work_log", "left_site", "diagnosed", "paused", "resumed", "part_requested", "part_received", "part_installed",
    "loaner_out", "loaner_provided", "resolved", "reopened", "closed", "first_response", "logged",
})  # fmt: skip
"""The events that describe the state of a ticket."""


def head_lines(view: TicketView, at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines above the clocks: title, state in one sentence, customer, status."""
    inner = width - 2 * _SIDE
    return _indented(
        [
            *_title(view, inner),
            *_state(view, at, look, inner),
            *mismatch_lines(view, at, look, inner),
            *_who(view, look, inner),
            *_status(view, look, inner),
            *_complaint(view, look, inner),
            (),
        ]
    )


def ticking_lines(view: TicketView, at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines of the clocks."""
    return _indented(clock_lines(view, at, look, width - 2 * _SIDE))


def story_lines(view: TicketView, at: Instant, look: Look, width: int, undone_key: str | None = None) -> list[Line]:
    """Return the lines below the clocks: the customer's text and the actions. With time they change only by the day."""
    inner = width - 2 * _SIDE
    return _indented([*_description(view, at, look, inner), (), *action_lines(view, at, look, inner, undone_key)])


def _indented(lines: Iterable[Line]) -> list[Line]:
    margin = Piece(" " * _SIDE)
    return [(margin, *line) for line in lines]


def _title(view: TicketView, width: int) -> Iterator[Line]:
    ticket = view.row.ticket
    lines = wrap(view.row.title.replace("\n", " "), width - len(ticket) - 2, _TITLE_LINES)
    yield Piece(f"{ticket}  ", "title"), Piece(lines[0], "strong")
    for line in lines[1:]:
        yield Piece(" " * (len(ticket) + 2)), Piece(line, "strong")


def _state(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Yield the state as a caller would be answered: the last action and the next promise, on one line if they fit."""
    steps = [action for action in actions_in_force(view.actions) if action.event in _STATE_EVENTS]
    if not steps:
        return
    done = _done(steps[-1], at, look, width)
    row = view.row
    if row.next_due_at is None or not row.next_milestone:
        yield (Piece(done, "strong"),)
        return
    due = short_time(row.next_due_at, at, look.zone)
    promise = {"milestone": milestone_word(row.next_milestone), "time": due}
    both = done + _("; next: {milestone} by {time}").format(**promise)
    apart = (done, _("Next: {milestone} by {time}").format(**promise))
    for text in (both,) if cell_len(both) <= width else apart:
        yield (Piece(text, "strong"),)


def _done(action: ActionRow, at: Instant, look: Look, width: int) -> str:
    """Return the last action with person and time; only the person is cut, or left out if nothing of it would fit."""
    words = {"event": word(EVENTS, action.event), "time": short_time(action.at, at, look.zone)}
    sentence = _("Now: {event} ({who}, {time})")
    room = width - cell_len(sentence.format(who="", **words))
    who = one_line(action.actor_name or action.actor or "")
    if cell_len(who) > room < _LEAST_NAME:
        return shorten(_("Now: {event} ({time})").format(**words), width)
    return sentence.format(who=shorten(who, room), **words)


def mismatch_lines(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Yield the differences between the last issued report and the record, until a new version is issued."""
    mismatched = mismatches(view.actions)
    if not mismatched:
        return
    parts = [
        f"{word(EVENTS, one.event)} {_time(one.printed, at, look)} > {_time(one.recorded, at, look)}"
        for one in mismatched
    ]
    text = _("! Version {n} of the report no longer matches the record: {what}")
    for line in wrap(text.format(n=mismatched[0].version, what=listed(parts, _)), width):
        yield (Piece(line, "breached"),)


def _time(then: Instant | None, at: Instant, look: Look) -> str:
    return look.symbols["none"] if then is None else short_time(then, at, look.zone)


def _who(view: TicketView, look: Look, width: int) -> Iterator[Line]:
    """Yield customer, site and contact; what does not fit is left out, the telephone number last."""
    card, row = view.card, view.row
    sites = dict(card.sites) if card else {}
    name, title, phone = (card.name, card.title, card.phone) if card else (None, None, None)
    site, customer = sites.get(row.site or "", row.site), row.customer_name
    forms = (
        (customer, site, (name, title, phone)), (customer, None, (name, None, phone)),
        (None, None, (name, None, phone)), (customer, site, (name, title, None)),
    )  # fmt: skip
    dot = f" {look.symbols['dot']} "
    texts = [dot.join(filter(None, (*places, " ".join(filter(None, person))))) for *places, person in forms]
    yield (Piece(shorten(next((text for text in texts if cell_len(text) <= width), texts[-1]), width)),)


def _status(view: TicketView, look: Look, width: int) -> list[Line]:
    row, dot = view.row, Piece(f" {look.symbols['dot']} ", "idle")
    pieces = [
        Piece(word(STATUSES, row.status), "accent"),
        Piece(_("EMERGENCY") if row.mode == "emergency" else "", "breached"),
        Piece(word(LEVELS, row.level), "breached" if row.level == "full_urgent" else "text"),
        Piece(word(SEVERITIES, row.severity)),
        Piece(f"{row.catalog or ''} {word(KINDS, row.kind)}".strip(), "dim"),
        Piece(word(CHANNELS, row.channel), "dim"),
    ]
    name = look.names.get(row.owner or "", "")
    owner = Piece(f"{name} {row.owner}".strip(), "text") if row.owner else Piece(_("nobody owns it yet"), "soon")
    return wrapped_parts([*((piece, dot) for piece in pieces if piece.text), (owner,)], width)


def _complaint(view: TicketView, look: Look, width: int) -> Iterator[Line]:
    """Yield the ticket and the person that a complaint is about."""
    staff = view.record.get("about_staff")
    person = f"{look.names.get(staff, '')} {staff}".strip() if staff else ""
    about = [one for one in (view.record.get("about_ticket"), person) if one]
    if about:
        text = _("Complaint about: {what}").format(what=f" {look.symbols['dot']} ".join(about))
        yield (Piece(shorten(text, width), "soon"),)


def _description(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    text = str(view.record.get("description") or "").strip()
    reported_at = _("reported {time}").format(time=short_time(view.row.reported_at, at, look.zone))
    yield ()
    yield spread((Piece(_("In the caller's words"), "dim"),), (Piece(reported_at, "dim"),), width)
    for line in wrap(text or look.symbols["none"], width, _DESCRIPTION_LINES):
        yield (Piece(line),)
