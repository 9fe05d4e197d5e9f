"""The lines of the intake: the customer's entitlement, the caller's card, the open tickets and the promises."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskctl.language.i18n import _
from deskctl.language.words import milestone_word, word
from deskctl.language.words.choices import SERVICE_MODES
from deskctl.names import ticket_name
from deskctl.queries.customers.caller_card import ContactCard
from deskctl.queries.customers.site_visits import Arrival
from deskctl.queries.search.similar_tickets import SimilarTicket
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, wrapped_parts
from deskctl.widgets.panes.queue_columns import status_in
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, short_time

_NUMBER, _STATUS, _LEAST_TITLE, _NARROW = 8, 12, 8, 60

if TYPE_CHECKING:
    from deskctl.sla.state import Clock


def entitlement(card: ContactCard, today: str) -> tuple[str, bool]:
    """Return the text of the entitlement on a day, and whether the work is covered by the contract."""
    if card.contract_no is None:
        return "! " + _("no contract on record: work is charged, agree on it first"), False
    if card.maintenance_end is not None and card.maintenance_end < today:
        text = _("maintenance ended on {day}: a visit is charged, agree on it first (S2.3-note)")
        return "! " + text.format(day=card.maintenance_end), False
    if card.maintenance_start is not None and card.maintenance_start > today:
        text = _("maintenance begins on {day}: a visit before then is charged, agree on it first (S2.3-note)")
        return "! " + text.format(day=card.maintenance_start), False
    if card.final_acceptance is None or card.final_acceptance > today:
        return "! " + _("contract {no}: not accepted yet").format(no=card.contract_no), False
    text = _("contract {no}, maintained until {day}")
    return text.format(no=card.contract_no, day=card.maintenance_end or "?"), True


def short_entitlement(card: ContactCard, today: str) -> str:
    """Return the short text of what must be agreed on first; empty if nothing must be."""
    if entitlement(card, today)[1]:
        return ""
    if card.contract_no is None:
        return "! " + _("no contract")
    if card.maintenance_end is not None and card.maintenance_end < today:
        return "! " + _("contract ended {day}").format(day=card.maintenance_end)
    if card.maintenance_start is not None and card.maintenance_start > today:
        return "! " + _("contract begins {day}").format(day=card.maintenance_start)
    return "! " + _("not accepted yet")


def entitlement_lines(card: ContactCard, today: str, width: int, *, is_charged: bool) -> list[Line]:
    """Return the entitlement, highlighted if something must be agreed on first, and the number of open tickets.

    Both are on the first line, shorter on a narrow screen, where only this line is visible. If nothing is
    charged, as for a complaint, nothing needs to be agreed on.
    """
    text, is_covered = entitlement(card, today)
    if not is_covered and not is_charged:
        text, is_covered = short_entitlement(card, today).removeprefix("! "), True
    style = "text" if is_covered else "breached"
    count = "  " + _("open {n}").format(n=card.open_count)
    if width < _NARROW:
        text = short_entitlement(card, today) or text
    head, *others = wrap(text, width - cell_len(count))
    return [(Piece(head, style), Piece(count, "strong")), *((Piece(line, style),) for line in others)]


def caller_lines(
    card: ContactCard | None, on_duty: str, at: Instant, look: Look, width: int, *, is_charged: bool
) -> list[Line]:
    """Return the lines of a caller's card: the entitlement, then the person, the customer and the phone number."""
    if card is None:
        return [
            (Piece(line, "dim"),) for line in wrap(_("Name, customer, phone or number first, as it is said."), width)
        ]
    today = local(at, look.zone).date().isoformat()
    head = entitlement_lines(card, today, width, is_charged=is_charged)
    return [*head, *wrapped_parts([*_facts(card, on_duty, at, look)], width)]


def _on_site_words(arrival: Arrival, at: Instant, look: Look) -> str:
    """Return the text of who is at the customer, at which site and since when."""
    since = short_time(arrival.at, at, look.zone)
    return _("{who} is on site: {site}, since {time}").format(who=arrival.name, site=arrival.site or "-", time=since)


def _facts(card: ContactCard, on_duty: str, at: Instant, look: Look) -> Iterator[Line]:
    if card.name:
        yield Piece(card.name, "strong"), Piece(f" {card.title or ''}  ", "dim")
    customer = card.customer_name or _("customer to be identified")
    yield (Piece(f"{customer}  ", "title"),)
    if card.phone:
        yield (Piece(f"{card.phone}  "),)
    if card.key_customer:
        yield (Piece(_("key customer") + "  ", "accent"),)
    if card.standing_authorisation:
        yield (Piece(_("standing permission for remote sessions") + "  ", "good"),)
    if card.on_site:
        yield (Piece(_on_site_words(card.on_site, at, look) + "  ", "good"),)
    if on_duty:
        yield (Piece(_("on duty {who}").format(who=on_duty), "dim"),)


def open_ticket_rows(card: ContactCard | None, similar: Sequence[SimilarTicket]) -> list[tuple[int, str, str]]:
    """Return the open tickets that the call may be about, the likeliest first: number, title, and why or its status."""
    alike = [(one.number, one.title, _("same equipment") if one.same_asset else _("looks alike")) for one in similar]
    seen = {number for number, _title, _why in alike}
    tickets = card.open_tickets if card else ()
    return [
        *alike,
        *((number, title, status_in(status, _STATUS)) for number, title, status in tickets if number not in seen),
    ]


def open_ticket_line(row: tuple[int, str, str], width: int, *, is_alike: bool) -> Line:
    """Return the line of an open ticket."""
    number, title, why = row
    name, reason = (
        Piece(fit(ticket_name(number), _NUMBER), "strong"),
        Piece(fit(why, _STATUS), "soon" if is_alike else "dim"),
    )
    return name, reason, Piece(" "), Piece(shorten(title, max(_LEAST_TITLE, width - _NUMBER - _STATUS - 1)))


def promise_lines(clocks: "Sequence[Clock]", at: Instant, look: Look, width: int) -> list[Line]:
    """Return the promises of a ticket if it were opened now, to be read to the caller."""
    running = sorted((clock for clock in clocks if clock.due is not None), key=lambda clock: clock.due or 0)
    shown = {clock.milestone: clock for clock in reversed(running)}  # of two for one milestone, the earlier
    if not shown:
        return [(Piece(_("No promise runs for this kind of ticket."), "dim"),)]
    parts: list[Line] = [(Piece(_("We promise") + "  ", "dim"),)]
    for clock in sorted(shown.values(), key=lambda clock: clock.due or 0):
        due = short_time(clock.due or 0, at, look.zone)
        name = Piece(f"{milestone_word(clock.milestone)} ")
        parts.append((Piece(f"{look.symbols['running']} ", "running"), name, Piece(f"{due}  ", "strong")))
    return wrapped_parts(parts, width)


def way_lines(ways: Sequence[str], card: ContactCard | None, width: int) -> list[Line]:
    """Return the recommended service modes; remote help that needs a permission is marked."""
    if not ways:
        return []
    names = [word(SERVICE_MODES, way) for way in ways]
    parts = [_("Recommended: {ways}").format(ways=" > ".join(names))]
    if ways[0] == "remote" and card is not None and not card.standing_authorisation:
        parts.append(_("(ask for remote permission)"))
    if card is not None and card.mode:
        parts.append(_("customer prefers {mode}").format(mode=word(SERVICE_MODES, card.mode)))
    return wrapped_parts([(Piece(f"{part}  ", "dim"),) for part in parts], width)
