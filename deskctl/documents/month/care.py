"""Preventive care in a month: inspections, return visits and trainings, done and due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import named_finding
from deskctl.documents.model.tree import Column, Table
from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.choices import MANNERS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.documents.month.figures import MonthFigures


def care_tables(figures: MonthFigures) -> tuple[Table, ...]:
    """Return the tables of inspections, return visits and trainings, done and due."""
    return tuple(table(figures) for table in (_inspections, _return_visits, _return_visits_due, _trainings))


def _inspections(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Customer"), width=2),
            Column(_("Site"), width=1.6),
            Column(_("Due")),
            Column(_("Done"), width=1.3),
            Column(_("Findings"), width=2),
        ),
        tuple(
            (
                row["customer_name"],
                row["site_name"],
                row["due"],
                figures.minute(row["done_at"]) or (_("waived") if row["waived"] else _("not done")),
                _findings(row["items"]),
            )
            for row in figures.inspections
        ),
        _("Inspections"),
        ends_early=True,
    )


def _return_visits(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Customer"), width=2),
            Column(_("When"), width=1.3),
            Column(_("How")),
            Column(_("Visitor")),
            Column(_("Score"), "number", 0.7),
        ),
        tuple(
            (
                row["customer_name"],
                figures.minute(row["at"]),
                word(MANNERS, row["how"]),
                figures.name("staff", row["by"]),
                row["score"],
            )
            for row in figures.return_visits
        ),
        _("Return visits"),
        ends_early=True,
    )


def _return_visits_due(figures: MonthFigures) -> Table:
    return Table(
        (Column(_("Customer"), width=3), Column(_("Due"), width=1.3)),
        tuple(figures.return_visits_due),
        _("Return visits due"),
        ends_early=True,
    )


def _trainings(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Customer"), width=2),
            Column(_("Topic"), width=1.6),
            Column(_("Held"), width=1.3),
            Column(_("Attendees"), "number", 0.8),
            Column(_("Material handed over"), width=1.3),
        ),
        tuple(
            (
                row["customer_name"],
                row["topic"],
                figures.minute(row["held_at"]) or (_("cancelled") if row["cancelled"] else _("not held")),
                row["attendees"],
                figures.minute(row["material_delivered_at"]) or _("not yet"),
            )
            for row in figures.trainings
        ),
        _("Trainings"),
        ends_early=True,
    )


def _findings(items: Iterable[dict[str, str]]) -> str:
    findings = (item for item in items if item.get("verdict") not in {None, "normal"})
    return "\n".join(
        named_finding(one["item"], one.get("value"), one.get("text"), word(VERDICTS, one["verdict"]))
        for one in findings
    )
