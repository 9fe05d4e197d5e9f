"""What the operator sees while the caller speaks: the caller's card, and what may be promised at once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.language.words import STATUSES, milestone_word, word
from deskctl.names import ticket_name
from deskctl.queries.customers.caller_card import ContactCard
from deskctl.queries.search.duplicates import Alike
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time

_MILESTONE, _LEAST_TITLE, _BY_FROM = 20, 8, 40

if TYPE_CHECKING:
    from deskctl.sla.state import Clock


def caller_lines(card: ContactCard | None, width: int) -> list[Line]:
    """Return the lines of a caller's card."""
    if card is None:
        return [(Piece(line, "dim"),) for line in wrap(_("Find the caller by a piece of the name or the id."), width)]
    return [*_person(card, width), *_contract(card, width), (), *_tickets(card, width), *_places(card, width)]


def _person(card: ContactCard, width: int) -> Iterator[Line]:
    yield Piece(card.name, "strong"), Piece(f" {card.title or ''}", "dim")
    yield (Piece(shorten(card.customer_name or _("customer to be identified"), width), "title"),)
    reach = "  ".join(filter(None, (card.phone, card.email)))
    yield (Piece(shorten(reach, width)),)


def _places(card: ContactCard, width: int) -> Iterator[Line]:
    for heading, found in ((_("Sites"), card.sites), (_("Equipment"), card.assets)):
        if found:
            yield (Piece(heading, "dim"),)
        for key, name in found:
            yield Piece(f"{key}  ", "dim"), Piece(shorten(name, max(_LEAST_TITLE, width - cell_len(key) - 2)))


def _contract(card: ContactCard, width: int) -> Iterator[Line]:
    if card.key_customer:
        yield (Piece(_("key customer"), "accent"),)
    if card.contract_no:
        text = _("contract {no}, maintained until {day}").format(no=card.contract_no, day=card.maintenance_end or "?")
        yield from ((Piece(line),) for line in wrap(text, width))
    else:
        yield (Piece(_("no contract on record"), "soon"),)
    if card.standing_authorisation:
        yield from ((Piece(line, "good"),) for line in wrap(_("remote sessions are allowed once for all"), width))
    if card.on_site:
        text = _("{who} is on site now").format(who=card.on_site)
        yield (Piece(shorten(text, width), "good"),)


def _tickets(card: ContactCard, width: int) -> Iterator[Line]:
    for heading, tickets in ((_("Open"), card.open_tickets), (_("Before"), card.last_tickets)):
        if tickets:
            yield (Piece(heading, "dim"),)
        for number, title, status in tickets:
            name, status_word = ticket_name(number), word(STATUSES, status)
            shown = Piece(shorten(title, max(_LEAST_TITLE, width - len(name) - cell_len(status_word) - 3)))
            yield Piece(f"{name} ", "strong"), shown, Piece(f" {status_word}", "dim")


def alike_lines(found: Sequence[Alike], width: int) -> list[Line]:
    """Return the lines of open tickets that the new one resembles, if any."""
    lines: list[Line] = [(Piece(_("Looks like"), "soon"),)] if found else []
    for one in found:
        name, why = ticket_name(one.number), _("same equipment") if one.same_asset else _("nearly the same words")
        shown = shorten(one.title, max(_LEAST_TITLE, width - len(name) - cell_len(why) - 4))
        lines.append((Piece(f"{name} ", "strong"), Piece(shown), Piece(f"  {why}", "dim")))
    return [*lines, ()] if lines else []


def promise_lines(clocks: "Sequence[Clock]", at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines of the promises that a ticket opened now would make, to be read out."""
    shown = sorted((clock for clock in clocks if clock.due is not None), key=lambda clock: clock.due or 0)
    lines: list[Line] = [(Piece(_("We promise"), "dim"),)]
    for clock in shown:
        due = short_time(clock.due or 0, at, look.zone)
        due_text = _("by {time}").format(time=due) if width >= _BY_FROM else due
        space = min(_MILESTONE, width - cell_len(due_text) - 4)
        name = Piece(fit(milestone_word(clock.milestone), space))
        lines.append((Piece(f"{look.symbols['running']} ", "running"), name, Piece("  "), Piece(due_text, "strong")))
    return lines if shown else [(Piece(_("No promise runs for this kind of ticket."), "dim"),)]
