"""Work in a month: visits and hours, parts and loaners."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deskctl.documents.model.tree import Cell, Column, Table
from deskctl.language.i18n import _
from deskctl.language.words import EVENTS, word
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.documents.month.figures import CountedVisit, MonthFigures

_PREVENTIVE = frozenset({"planned", "upgrade"})


def visit_table(figures: MonthFigures) -> Table:
    """Return the table of preventive and corrective work: number, hours on site, travel."""
    columns = (
        Column(_("Work"), width=3),
        Column(_("How often"), "number"),
        Column(_("On site"), "hours", 1.3),
        Column(_("Journey there"), "hours", 1.3),
    )
    planned = [visit for visit in figures.visits if _is_preventive(figures, visit)]
    corrective = [visit for visit in figures.visits if not _is_preventive(figures, visit)]
    inspected = [row for row in figures.inspections if row["done_at"] is not None]
    spent = sum((row["engineer_on_site_to"] or 0) - (row["engineer_on_site_from"] or 0) for row in inspected)
    rows: list[tuple[Cell, ...]] = [
        (_("Corrective: visits"), *_summed(corrective)),
        (_("Corrective: remote sessions"), len(figures.steps.of("remote_started")), None, None),
        (_("Preventive: planned visits"), *_summed(planned)),
        (_("Preventive: inspections"), len(inspected), spent, None),
        (_("Preventive: return visits"), len(figures.return_visits), None, None),
    ]
    return Table(columns, tuple(row for row in rows if row[1]))


def _is_preventive(figures: MonthFigures, visit: CountedVisit) -> bool:
    ticket = figures.tickets.get(visit.ticket)
    return ticket is not None and (ticket.kind in _PREVENTIVE or ticket.visit_reason == "planned")


def _summed(visits: Iterable[CountedVisit]) -> tuple[int, int, int]:
    made = list(visits)
    return len(made), sum(one.on_site or 0 for one in made), sum(one.way or 0 for one in made)


def engineers(figures: MonthFigures) -> Table:
    """Return visits and hours by engineer."""
    columns = (
        Column(_("Engineer"), width=3),
        Column(_("Visits"), "number"),
        Column(_("On site"), "hours", 1.3),
        Column(_("Journey there"), "hours", 1.3),
    )
    people = dict.fromkeys(visit.engineer for visit in figures.visits)
    return Table(
        columns,
        tuple(
            (figures.name("staff", person), *_summed(one for one in figures.visits if one.engineer == person))
            for person in people
        ),
    )


def part_tables(figures: MonthFigures) -> tuple[Table, ...]:
    """Return parts used, loaners sent and returned, and stock below the minimum."""
    return tuple(table(figures) for table in (_parts_used, _loaned, _loaners_out, _stock))


def _parts_used(figures: MonthFigures) -> Table:
    used: Counter[str] = Counter()
    for _number, step in figures.steps.of("part_installed"):
        used[str(step.data.get("part") or "")] += int(step.data.get("qty") or 1)
    return Table(
        (Column(_("Part"), width=3), Column(_("Used"), "number")),
        tuple((figures.name("part", key), count) for key, count in used.most_common()),
        _("Parts used"),
        ends_early=True,
    )


def _loaned(figures: MonthFigures) -> Table:
    loaned = (
        (
            ticket_name(number),
            figures.name("loaner", step.data.get("loaner")),
            word(EVENTS, step.event),
            figures.minute(step.at),
        )
        for number, step in figures.steps.of("loaner_provided", "loaner_returned")
    )
    return Table(
        (Column(_("Ticket")), Column(_("Loaner"), width=2), Column(_("What")), Column(_("When"), width=1.2)),
        tuple(loaned),
        _("Loaners"),
        ends_early=True,
    )


def _loaners_out(figures: MonthFigures) -> Table:
    return Table(
        (Column(_("Loaner"), width=2), Column(_("Model")), Column(_("Ticket")), Column(_("Since"), width=1.2)),
        tuple(
            (name, model, ticket_name(number) if number else "", figures.minute(at))
            for name, model, number, at in figures.loaners
        ),
        _("Loaners still out"),
        ends_early=True,
    )


def _stock(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Part"), width=2),
            Column(_("Model")),
            Column(_("Minimum"), "number"),
            Column(_("In stock"), "number"),
        ),
        tuple(figures.stock),
        _("Stock below the minimum"),
        ends_early=True,
    )
