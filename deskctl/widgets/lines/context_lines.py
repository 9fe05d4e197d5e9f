"""The context of a ticket as lines: entitlement, people with phones, equipment, visits, parts, reports."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len

from deskctl.errors import listed
from deskctl.language.i18n import N_, _, counted
from deskctl.language.words import word
from deskctl.language.words.choices import ROLES
from deskctl.queries.ticket.ticket_context import CONTACT, LEAD, OWNER, WORKED, TicketContext
from deskctl.sla.facts import Instant, instant_of
from deskctl.widgets.panes.line_pane import Line, Piece, wrapped_parts
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import local, short_time

_LABEL = 14
_PARTS: Mapping[str, str] = {
    CONTACT: N_("caller"), OWNER: N_("owner"), WORKED: N_("worked on it"), LEAD: N_("lead on call"),
}  # fmt: skip
_VISIT: Mapping[str, str] = {
    "requested_at": N_("requested"), "planned_at": N_("planned"), "eta": N_("expected"), "departed_at": N_("set out"),
    "arrived_at": N_("arrived"), "left_at": N_("left"), "cancelled_at": N_("cancelled"),
}  # fmt: skip
_PART: Mapping[str, str] = {
    "requested_at": N_("requested"), "received_at": N_("received"), "installed_at": N_("installed"),
    "returned_at": N_("sent back"),
}  # fmt: skip


def context_lines(view: TicketView, around: TicketContext, at: Instant, look: Look, width: int) -> list[Line]:
    """Return the lines of every part that has content, each below its heading."""
    kinds = (
        (_("Entitlement"), _entitlement(view, around, at, look, width)), (_("People"), _people(around, width)),
        (_("Equipment"), _assets(around, at, look, width)), (_("Visits"), _visits(view, at, look, width)),
        (_("Spare parts"), _used(view, around, at, look, width)), (_("Reports"), _reports(view, at, look, width)),
    )  # fmt: skip
    lines: list[Line] = []
    for heading, facts in kinds:
        content = list(facts)
        if content:
            lines += [(Piece(heading, "title"),), *content, ()]
    return lines


def _entitlement(view: TicketView, around: TicketContext, at: Instant, look: Look, width: int) -> Iterator[Line]:
    if view.card and view.card.key_customer:
        yield (Piece(_("key customer"), "accent"),)
    if around.contract is None:
        yield (Piece(_("no contract on record"), "soon"),)
        return
    number, begin, end = around.contract
    today = local(at, look.zone).date().isoformat()
    running = (begin or "") <= today <= (end or "9999")
    text = _("in maintenance until {day}") if running else _("maintenance {begin} to {day} is not in force")
    yield (Piece(shorten(_("contract {no}").format(no=number), width)),)
    for line in wrap(text.format(begin=begin or "?", day=end or "?"), width):
        yield (Piece(line, "good" if running else "soon"),)
    if view.card and view.card.standing_authorisation:
        yield from ((Piece(line, "good"),) for line in wrap(_("standing permission for remote sessions"), width))


def _people(around: TicketContext, width: int) -> Iterator[Line]:
    for person in around.people:
        head = Piece(fit(_(_PARTS[person.part]), _LABEL), "dim")
        title = word(ROLES, person.title) if person.title in ROLES else person.title
        name = " ".join(filter(None, (person.name, title)))
        phone = person.phone or ""
        space = max(4, width - _LABEL - cell_len(phone) - 1)
        yield head, Piece(fit(name, space) + " "), Piece(phone, "accent")


def _assets(around: TicketContext, at: Instant, look: Look, width: int) -> Iterator[Line]:
    today = local(at, look.zone).date().isoformat()
    for asset in around.assets:
        yield Piece(f"{asset.id}  ", "strong"), Piece(shorten(f"{asset.name} {asset.model or ''}", width - 8))
        count = counted("{n} ticket so far", "{n} tickets so far", asset.tickets)
        serial = _("serial {no}").format(no=asset.serial) if asset.serial else ""
        details = [(Piece(f"  {text}", "dim"),) for text in (serial, count, asset.support) if text]
        yield from wrapped_parts(details, width)
        if asset.warranty_end:
            over = asset.warranty_end < today
            text = _("warranty ended {day}") if over else _("warranty until {day}")
            yield (Piece("  " + text.format(day=asset.warranty_end), "soon" if over else "good"),)


def _visits(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    for visit in view.record.get("visits", ()):
        number = f"{visit['visit']}. " if visit["visit"] else ""
        yield (Piece(number + look.names.get(visit["engineer"], visit["engineer"] or look.symbols["none"]), "strong"),)
        yield from _stages(visit, _VISIT, at, look, width)


def _used(view: TicketView, around: TicketContext, at: Instant, look: Look, width: int) -> Iterator[Line]:
    for used in view.record.get("parts", ()):
        name = around.part_names.get(used["part"] or "", "")
        yield Piece(f"{used['part'] or ''}  ", "strong"), Piece(shorten(f"{used['qty'] or 1} x {name}", width - 8))
        yield from _stages(used, _PART, at, look, width)


def _stages(entry: Mapping[str, Any], names: Mapping[str, str], at: Instant, look: Look, width: int) -> Iterator[Line]:
    stages = [f"{_(label)} {_time(entry[name], at, look)}" for name, label in names.items() if entry.get(name)]
    yield from ((Piece("  " + line, "dim"),) for line in wrap(listed(stages, _), width - 2) if stages)


def _reports(view: TicketView, at: Instant, look: Look, width: int) -> Iterator[Line]:
    for report in view.record.get("reports", ()):
        version = _("version {n}").format(n=report["version"])
        head = f"{version}  {_time(report['at'], at, look)}  {report['author'] or ''}"
        yield (Piece(shorten(head, width), "strong"),)
        yield (Piece("  " + shorten((report["result"] or "").replace("\n", " "), width - 2), "dim"),)


def _time(text: str, at: Instant, look: Look) -> str:
    try:
        return short_time(instant_of(text), at, look.zone)
    except ValueError:
        return text
