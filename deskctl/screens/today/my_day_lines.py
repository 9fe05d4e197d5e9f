"""The lines of an engineer's day: a row for each visit, and the details of the chosen one."""

from collections.abc import Iterator, Mapping, Sequence

from deskctl.language.i18n import N_, _, counted
from deskctl.language.words.choices import choice_word
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_name
from deskctl.safe_text import one_line
from deskctl.screens.dispatch.week_lines import conflict_words
from deskctl.screens.today.my_day_reading import MyVisit, stages
from deskctl.sla.facts import Instant, instant_of
from deskctl.widgets.panes.line_pane import Line, Piece, spread, width_of, wrapped_parts
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import day_and_month, local, short_time

_WHEN, _NAME, _TAIL, _LEAST_PLACE = 14, 8, 14, 6
_NARROW = 70
"""Below this width a time takes only what it needs, so that the place stays."""
_STAGES: Mapping[str, str] = {
    "depart": N_("set out"), "arrive": N_("arrived"), "log": N_("work logged"), "leave": N_("left"),
}  # fmt: skip
_UNDER_WAY, _PLANNED, _UNSIGNED = N_("under way {n}"), N_("planned {n}"), N_("sheets not signed {n}")


def title_words(visits: Sequence[MyVisit], at: Instant, look: Look) -> str:
    """Return the title of the day: the date, and how many visits are under way, planned and unsigned."""
    going = sum(one.next is not None and bool(one.mine.get("departed_at") or one.mine.get("arrived_at"))
                for one in visits)  # fmt: skip
    waiting = sum(one.next is not None for one in visits) - going
    unsigned = sum(one.unsigned for one in visits)
    counts = ((_UNDER_WAY, going), (_PLANNED, waiting), (_UNSIGNED, unsigned))
    words = "  ".join(_(text).format(n=count) for text, count in counts if count)
    return f"{_('My day')}  {day_and_month(local(at, look.zone))}  {words}".rstrip()


def my_visit_line(one: MyVisit, at: Instant, look: Look, width: int) -> Line:
    """Return the row of a visit: time, ticket, customer, site, title and state."""
    visit, late = one.visit, one.visit.state(at) == "late"
    style = "breached" if late else "soon" if one.conflicts or one.unsigned else "text"
    symbol = look.symbols["breached" if late else "soon" if style == "soon" else "idle"]
    name = ticket_name(visit.ticket) if visit.ticket is not None else visit.id
    when = short_time(visit.start, at, look.zone)
    head: Line = (
        Piece(f"{symbol} ", style), Piece((when if width < _NARROW else fit(when, _WHEN)) + " ", style),
        Piece(fit(name, _NAME), "strong"),
    )  # fmt: skip
    tail: Line = (Piece(f" {shorten(_state(one), _TAIL)}", style if style != "text" else "dim"),)
    place = "  ".join(one_line(part) for part in (visit.customer_name, visit.site_name, one.title) if part)
    room = width - width_of(head) - width_of(tail) - 1
    return spread((*head, Piece(fit(place, room) if room >= _LEAST_PLACE else " " * room)), tail, width)


def _state(one: MyVisit) -> str:
    if one.unsigned:
        return _("not signed")
    if one.conflicts:
        return choice_word("why", one.conflicts[0].why)
    if one.visit.progress is not None:
        return choice_word("state", one.visit.progress)
    return _("confirmed") if one.visit.confirmed else _("not confirmed")


def detail_lines(one: MyVisit, at: Instant, look: Look, width: int) -> Iterator[Line]:
    """Yield the details of a visit: stages, contact, travel, parts to take, conflicts and the last ticket there."""
    if one.visit.ticket is not None:
        yield from wrapped_parts([(piece,) for piece in _stage_pieces(one, look)], width)
    who = "  ".join(one_line(part) for part in (one.contact, one.phone) if part)
    way = _("{minutes} min there, set out by {time}").format(
        minutes=one.visit.travel_minutes, time=short_time(one.visit.leave_by, at, look.zone)
    )
    is_ahead = one.visit.travel_minutes and not one.mine.get("departed_at") and not one.mine.get("arrived_at")
    for text in (who, way if is_ahead else "", *_notes(one, at, look)):
        if text:
            yield from ((Piece(f" {line}", "dim"),) for line in wrap(text, width - 1))


def _stage_pieces(one: MyVisit, look: Look) -> Iterator[Piece]:
    verb = one.next.verb if one.next else ""
    for name, when in stages(one.mine):
        if when:
            clock = f"{local(instant_of(when), look.zone):%H:%M}"
            yield Piece(f" {_(_STAGES[name])} {clock}  ", "good")
        elif name == verb:
            yield Piece(f" > {operation_name('visit', name)}  ", "accent")
        else:
            yield Piece(f" {operation_name('visit', name)}  ", "idle")


def _notes(one: MyVisit, at: Instant, look: Look) -> Iterator[str]:
    if one.to_take:
        names = "  ".join(f"{part['part']} x{part['qty'] or 1}{_part_state(part)}" for part in one.to_take)
        yield _("To take: {parts}").format(parts=names)
    if one.items:
        yield counted("{n} item of the checklist is open", "{n} items of the checklist are open", one.items)
    for conflict in one.conflicts:
        yield f"! {conflict_words(conflict, look)}"
    if one.earlier:
        when, title = short_time(one.earlier.reported_at, at, look.zone), shorten(one_line(one.earlier.title), 40)
        yield _("Last time {ticket}, {time}: {title}").format(
            ticket=ticket_name(one.earlier.number), time=when, title=title
        )


def _part_state(part: Mapping[str, object]) -> str:
    return " ({})".format(_("here") if part["received_at"] else _("not here yet"))
