"""The lines of a customer's card: the head, the tickets, mails and calls, and the next inspection and return visit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskctl.language.i18n import N_, _, language
from deskctl.language.words import SEVERITIES, STATUSES, milestone_word, word
from deskctl.language.words.choices import choice_word
from deskctl.names import ticket_name
from deskctl.queries.customers.correspondence import CALL_IN, CALL_OUT, MAIL_IN, MESSAGE_OUT, CorrespondenceItem
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.safe_text import one_line
from deskctl.sla.duties import Duty
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.due_lines import due_words, duty_word
from deskctl.widgets.panes.line_pane import Line, Piece, filled, width_of
from deskctl.widgets.panes.queue_columns import promise_of
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, padded_time, short_day

_TICKET, _LEFT, _OWNER, _WAY = 7, 11, 8, 9
_PROMISE, _SEVERITY = {"zh": 13, "en": 19}, {"zh": 7, "en": 13}
_WIDE = 70
_WAYS: Mapping[str, str] = {
    MAIL_IN: N_("mail in"),
    MESSAGE_OUT: N_("mail out"),
    CALL_IN: N_("call in"),
    CALL_OUT: N_("call out"),
}
_COMING = ("inspection", "return_visit")


def head_lines(card: Mapping[str, Any], mode: str | None) -> Iterator[Line]:
    """Yield the parts of the head: the name, the preferred service mode, and the contract."""
    yield Piece(f"{card['id']} ", "dim"), Piece(f"{one_line(card['name'])}  ", "title")
    if card["key_customer"]:
        yield (Piece(_("key customer") + "  ", "accent"),)
    if mode:
        yield (Piece(_("prefers: {mode}").format(mode=choice_word("service_mode", mode)) + "  ", "accent"),)
    if card["agreed_phone"]:
        yield Piece(_("calls from") + " ", "dim"), Piece(f"{one_line(card['agreed_phone'])}  ")
    yield from _contract(card["contract"])


def _contract(contract: Mapping[str, Any] | None) -> Iterator[Line]:
    if contract is None:
        yield (Piece("! " + _("no contract on record"), "breached"),)
        return
    no, end, over = one_line(contract["no"]), contract["maintenance_end"], (contract["days_left"] or 0) < 0
    text = _("contract {no}, maintained until {day}") if end else _("contract {no}")
    text = text.format(no=no, day=end)
    yield (Piece(f"{'! ' if over else ''}{text}  ", "breached" if over else "text"),)
    if contract["remote_standing_authorisation"]:
        yield (Piece(_("standing permission for remote sessions"), "good"),)


def card_ticket_line(row: TicketRow, at: Instant, look: Look, width: int) -> Line:
    """Return the line of a ticket: the next promise and the time left, or when it was closed; title and owner."""
    left = promise_of(row, at, look)
    over = row.closed_at is not None
    style = "dim" if over else left.style
    promise = milestone_word(row.next_milestone) if row.next_due_at is not None and not over else ""
    state = promise or word(STATUSES, row.status)
    last_cell = left.short if row.closed_at is None else _day(row.closed_at, at, look)
    symbol = " " if over else look.symbols[left.style]
    head: Line = (Piece(fit(row.ticket, _TICKET) + " ", "dim" if over else "strong"), Piece(f"{symbol} ", style))
    if width >= _WIDE:
        severity = fit(word(SEVERITIES, row.severity) or look.symbols["none"], _SEVERITY[language()])
        head = (
            *head,
            Piece(fit(state, _PROMISE[language()]), style),
            Piece(fit(last_cell, _LEFT), style),
            Piece(severity, "dim"),
        )
    else:
        head = (*head, Piece(fit(last_cell if row.next_due_at is not None or over else state, _LEFT), style))
    owner = look.names.get(row.owner or "", row.owner or look.symbols["none"])
    return filled(head, row.title, (Piece(" " + shorten(one_line(owner), _OWNER), "dim"),), width)


def _day(then: Instant, at: Instant, look: Look) -> str:
    return short_day(local(then, look.zone).date(), local(at, look.zone).date())


def exchange_line(one: CorrespondenceItem, at: Instant, look: Look, width: int) -> Line:
    """Return the line of a mail, a message or a call: time, direction, ticket, text and author."""
    head: Line = (
        Piece(padded_time(one.at, at, look.zone) + " ", "dim"),
        Piece(fit(_(_WAYS[one.way]), _WAY), "accent" if one.way in {MAIL_IN, CALL_IN} else "text"),
        Piece(fit(ticket_name(one.ticket) if one.ticket is not None else "", _TICKET) + " ", "strong"),
    )
    by = look.names.get(one.by, one.by)
    tail: Line = (Piece(" " + shorten(one_line(by), _OWNER * 2), "dim"),) if width >= _WIDE else ()
    return filled(head, one.text, tail, width)


def next_line(duties: Sequence[Duty], customer: str, at: Instant, look: Look, width: int) -> Line:
    """Return the next inspection and return visit of a customer, as far as they fit; late ones are red."""
    line: Line = ()
    for kind in _COMING:
        duty = next((one for one in duties if one.rule.kind == kind), None)
        if duty is None:
            continue
        site = one_line(duty.title.removeprefix(customer).strip())
        place = f" ({site})" if kind == _COMING[0] and site else ""
        text = f" {duty_word(duty)} {due_words(duty, at, look)}{place}  "
        piece = Piece(text, "breached" if duty.late(at) else "text")
        if width_of((*line, piece)) <= width:
            line = (*line, piece)
    return line
