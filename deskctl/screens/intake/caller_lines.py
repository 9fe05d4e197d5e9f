"""What an operator sees of the caller while the caller speaks, and what may be promised at once."""

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
    """Return the card of a caller."""
    if card is None:
        return [(Piece(line, "dim"),) for line in wrap(_("Find the caller by a piece of the name or the id."), width)]
    return [*_person(card, width), *_contract(card, width), (), *_tickets(card, width), *_places(card, width)]


def _person(card: ContactCard, width: int) -> Iterator[Line]:
    yield Piece(card.name, "strong"), Piece(f" {card.title or ''}", "dim")
    yield (Piece(shorten(card.customer_name, width), "title"),)
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
        reported = _("contract {no}, maintained until {day}").format(
            no=card.contract_no, day=card.maintenance_end or "?"
        )
        yield from ((Piece(line),) for line in wrap(reported, width))
    else:
        yield (Piece(_("no contract on record"), "soon"),)
    if card.standing_authorisation:
        yield from ((Piece(line, "good"),) for line in wrap(_("remote sessions are allowed once for all"), width))
    if card.on_site:
        reported = _("{who} is on site at this moment").format(who=card.on_site)
        yield (Piece(shorten(reported, width), "good"),)


def _tickets(card: ContactCard, width: int) -> Iterator[Line]:
    for heading, tickets in ((_("Open"), card.open_tickets), (_("Before"), card.last_tickets)):
        if tickets:
            yield (Piece(heading, "dim"),)
        for number, title, status in tickets:
            name, reported = ticket_name(number), word(STATUSES, status)
            shown = Piece(shorten(title, max(_LEAST_TITLE, width - len(name) - cell_len(reported) - 3)))
            yield Piece(f"{name} ", "strong"), shown, Piece(f" {reported}", "dim")


def alike_lines(found: Sequence[Alike], width: int) -> list[Line]:
    """Return the open tickets that the new one looks like; nothing where there is none."""
    lines: list[Line] = [(Piece(_("Looks like"), "soon"),)] if found else []
    for one in found:
        name, why = ticket_name(one.number), _("same equipment") if one.same_asset else _("nearly the same words")
        shown = shorten(one.title, max(_LEAST_TITLE, width - len(name) - cell_len(why) - 4))
        lines.append((Piece(f"{name} ", "strong"), Piece(shown), Piece(f"  {why}", "dim")))
    return [*lines, ()] if lines else []


def promise_lines(clocks: "Sequence[Clock]", at: Instant, look: Look, width: int) -> list[Line]:
    """Return the promises that a ticket opened now would make, to be read out."""
    given = sorted((clock for clock in clocks if clock.due is not None), key=lambda clock: clock.due or 0)
    lines: list[Line] = [(Piece(_("We promise"), "dim"),)]
    for clock in given:
        due = short_time(clock.due or 0, at, look.zone)
        reported = _("by {time}").format(time=due) if width >= _BY_FROM else due
        room = min(_MILESTONE, width - cell_len(reported) - 4)
        name = Piece(fit(milestone_word(clock.milestone), room))
        lines.append((Piece(f"{look.symbols['running']} ", "running"), name, Piece("  "), Piece(reported, "strong")))
    return lines if given else [(Piece(_("No promise runs for this kind of ticket."), "dim"),)]
