"""The promises of a month: attainment by clause, and the missed promises with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import enumerated
from deskctl.documents.model.tree import Cell, Column, Table
from deskctl.language.i18n import _
from deskctl.names import ticket_number

if TYPE_CHECKING:
    from deskctl.documents.month.figures import MonthFigures
    from deskctl.queries.month.attainment import Attainment, MissedPromise


def promises_kept(figures: MonthFigures) -> tuple[int, int, float | None]:
    """Return the hard promises as (kept, missed or late and open, rate)."""
    hard = [one for one in figures.attained if not one.soft]
    met, missed = sum(one.met for one in hard), sum(one.missed + one.overdue for one in hard)
    return met, missed, met / (met + missed) if met + missed else None


def attainment_table(figures: MonthFigures, *, soft: bool) -> Table:
    """Return the table of attainment by clause."""
    return Table(
        (
            Column(_("Clause"), width=2),
            Column(_("Promise"), width=2.6),
            Column(_("Kept"), "number", 0.75),
            Column(_("Missed"), "number", 0.85),
            Column(_("Late, open"), "number", 0.9),
            Column(_("Other"), "number", 0.75),
            Column(_("Attainment"), "share", 1.45),
            Column(_("Median margin"), "hours", 1.35),
            Column(_("Worst margin"), "hours", 1.35),
        ),
        tuple(_row(figures, one) for one in figures.attained if one.soft == soft),
    )


def _row(figures: MonthFigures, one: Attainment) -> tuple[Cell, ...]:
    other = one.waived + one.superseded + one.not_needed + one.running
    words = figures.words.get(one.group, "")
    margins = (one.median_margin, one.worst_margin)
    return (one.group, words, one.met, one.missed, one.overdue, other, one.rate, *margins)


def misses(figures: MonthFigures) -> Table:
    """Return the table of missed promises with their reasons."""
    return Table(
        (
            Column(_("Ticket"), width=0.8),
            Column(_("Title"), width=2.2),
            Column(_("Clause"), width=1.9),
            Column(_("Due"), width=1.35),
            Column(_("Reached"), width=1.35),
            Column(_("Too late by"), width=1),
            Column(_("Owner"), width=1),
            Column(_("Reason"), width=1.6),
        ),
        tuple(_miss(figures, miss) for miss in figures.misses),
        ends_early=True,
    )


def _miss(figures: MonthFigures, miss: MissedPromise) -> tuple[Cell, ...]:
    number = ticket_number(miss.ticket)
    owners = dict.fromkeys(figures.name("staff", one.owner) for one in miss.owners if one.owner)
    return (
        miss.ticket,
        figures.title(number),
        f"{miss.clause}\n{_('soft target')}" if miss.soft else miss.clause,
        figures.minute(miss.due),
        figures.minute(miss.stop),
        duration(miss.over),
        enumerated(owners),
        figures.steps.delay_reasons.get((number, miss.stop), ""),
    )
