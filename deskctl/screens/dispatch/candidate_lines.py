"""The candidates for a ticket as lines: name, place, load, free time, skills."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from deskctl.errors import listed
from deskctl.language.i18n import N_, _
from deskctl.language.words import milestone_word
from deskctl.language.words.choices import choice_word
from deskctl.queries.dispatch.candidates import OFF_DUTY, ON_CALL, Candidate, TicketNeed
from deskctl.safe_text import one_line
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import DAY, MINUTE, day_and_month, local, short_time, span

_NAME, _ROLE, _LOAD = 8, 17, 4
_WIDE, _GAP = 74, 2
_MUCH = 4
"""The number of open tickets from which a person's load is high."""

_WHERE: Mapping[str, str] = {"on_site": N_("on site {ticket}"), "under_way": N_("on the way {ticket}")}
_DUTIES: Mapping[str, str] = {ON_CALL: N_("on call"), OFF_DUTY: N_("off duty")}
_IN_OFFICE = N_("in the office")


class Columns(NamedTuple):
    """The widths of the columns that are as wide as their texts."""

    state: int = 19
    free: int = 15


def columns_of(candidates: Sequence[Candidate], at: Instant, look: Look) -> Columns:
    """Return the widths that the texts of some candidates need, so that the skills have the rest."""
    most, headings = Columns(), Columns(cell_len(_("State")), cell_len(_("Time free")))
    states = max((cell_len(_state(one, at, look)) for one in candidates), default=0)
    times = max((cell_len(_free(one, at, look)) for one in candidates), default=0)
    return Columns(
        min(most.state, max(states, headings.state) + _GAP), min(most.free, max(times, headings.free) + _GAP)
    )


def heading_line(width: int, columns: Columns) -> Line:
    """Return the heading above the candidates."""
    role = (Piece(fit(_("Role"), _ROLE), "dim"),) if width >= _WIDE else ()
    return (
        Piece(fit(_("Who"), _NAME + 1), "dim"), *role, Piece(fit(_("State"), columns.state), "dim"),
        Piece(fit(_("Open"), _LOAD + 1), "dim"), Piece(fit(_("Time free"), columns.free), "dim"),
        Piece(_("Skills"), "dim"),
    )  # fmt: skip


def candidate_line(one: Candidate, at: Instant, look: Look, width: int, columns: Columns) -> Line:
    """Return the line of a candidate; one who is not sent to customers is dimmed."""
    style = "" if one.goes else "idle"
    role = (
        (Piece(_cell(choice_word("role", one.role), _ROLE), "dim" if one.goes else "idle"),) if width >= _WIDE else ()
    )
    used = _NAME + 1 + columns.state + _LOAD + 1 + columns.free + (_ROLE if role else 0)
    mark = "+ " if one.knows and one.skills else ""
    return (
        Piece(fit(one_line(one.name), _NAME) + " ", "strong" if one.goes else "idle"), *role,
        Piece(_cell(_state(one, at, look), columns.state), "soon" if one.away_until else style),
        Piece(fit(f"{one.load}{' !' if one.load >= _MUCH else ''}", _LOAD + 1), "soon" if one.load >= _MUCH else style),
        Piece(_cell(_free(one, at, look), columns.free), style),
        Piece(mark, "good"),
        Piece(shorten(one_line(" ".join(one.skills)), max(0, width - used - len(mark))), "dim"),
    )  # fmt: skip


def _cell(text: str, width: int) -> str:
    """Return a text in a column, with a space after it."""
    return fit(text, width - 1) + " "


def others_line(others: Sequence[Candidate], width: int) -> Line:
    """Return the line above the candidates who are not sent to customers: their number and roles."""
    roles = listed(list(dict.fromkeys(choice_word("role", one.role) for one in others)), _)
    words = _("- {n} more, not sent to customers ({roles}); a reason is asked for")
    return (Piece(shorten(words.format(n=len(others), roles=roles), width), "dim"),)


def _state(one: Candidate, at: Instant, look: Look) -> str:
    if one.away_until is not None:
        return _("away until {time}").format(time=_begin(one.away_until, at, look))
    if one.here:
        return _("there already")
    if one.where in _WHERE:
        return _(_WHERE[one.where]).format(ticket=one.where_ticket or "")
    return _(_DUTIES.get(one.duty, _IN_OFFICE))


def _free(one: Candidate, at: Instant, look: Look) -> str:
    """Return the free time of a candidate: all day, until a time, or from a time on."""
    if one.free_from > at:
        return _("from {time}").format(time=_begin(one.free_from, at, look))
    today = local(at, look.zone).date()
    if one.busy_from is None or local(one.busy_from, look.zone).date() > today:
        return _("all day")
    return _("until {time}").format(time=short_time(one.busy_from, at, look.zone))


def _begin(then: Instant, at: Instant, look: Look) -> str:
    """Return a time; a future midnight is shown as a day."""
    begin = local(then, look.zone)
    is_day = begin.hour == begin.minute == 0 and begin.date() > local(at, look.zone).date()
    return day_and_month(begin) if is_day else short_time(then, at, look.zone)


def need_line(need: TicketNeed, at: Instant, look: Look) -> str:
    """Return the needs of the ticket: its promise, equipment, place and travel time."""
    ticket = need.ticket
    due = ticket.next_due_at
    promise = ""
    if due is not None:
        promise = _("{milestone} by {time}").format(
            milestone=milestone_word(ticket.next_milestone), time=short_time(due, at, look.zone)
        )
    needs = _("needs {what}").format(what=" ".join(choice_word("asset_class", one) for one in need.classes))
    way = _("{minutes} min from the office").format(minutes=need.travel_minutes)
    parts = (promise, needs if need.classes else "", one_line(need.place), way if need.travel_minutes else "")
    return "   ".join(part for part in parts if part)


def way_line(need: TicketNeed, at: Instant, look: Look) -> str:
    """Return when to set out in time for the promise; empty without a known travel time or promise."""
    due, way = need.arrive_by, need.travel_minutes * MINUTE
    if due is None or not way or due - at > DAY:
        return ""
    if due - way <= at:
        return _("The journey takes {way}: the promise cannot be kept from the office.").format(way=span(way))
    return _("The journey takes {way}, and the promise has {left} left: set out by {time}.").format(
        way=span(way), left=span(due - at), time=short_time(due - way, at, look.zone)
    )
