"""The promises of services in a month, planned against done, separate from those of tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.tree import Column, Table, TextBlock
from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.duties import DUTIES

if TYPE_CHECKING:
    from deskctl.documents.month.figures import MonthFigures


def services_kept(figures: MonthFigures) -> tuple[int, int]:
    """Return the number of service promises that were kept, and of those that were decided."""
    met = sum(one.met for one in figures.duties)
    return met, met + sum(one.missed + one.overdue for one in figures.duties)


def services(figures: MonthFigures) -> tuple[TextBlock | Table, ...]:
    """Return a note and the table of promises that fell due in the period, by kind; nothing if there were none."""
    if not figures.duties:
        return ()
    note = _(
        "Promises of services, not of tickets, that fell due in the period. Attainment is kept / (kept + late + late"
        " and open); it is not part of the tickets' attainment."
    )
    columns = (
        Column(_("Service"), width=2),
        Column(_("Clause"), width=1.6),
        Column(_("Promised"), "number", 0.8),
        Column(_("Kept"), "number", 0.75),
        Column(_("Kept late"), "number", 0.75),
        Column(_("Late, open"), "number", 0.9),
        Column(_("Waived"), "number", 0.8),
        Column(_("Not due yet"), "number", 0.9),
        Column(_("Attainment"), "share", 1.2),
    )
    rows = tuple(
        (
            word(DUTIES, one.kind), one.clause, one.planned, one.met, one.missed, one.overdue, one.waived, one.coming,
            one.rate,
        )
        for one in figures.duties
    )  # fmt: skip
    return TextBlock(note), Table(columns, rows)
