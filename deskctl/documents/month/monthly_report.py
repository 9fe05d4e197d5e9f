"""The monthly service report: tickets, attainment, work done, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Document,
    LabelledValues,
    SignatureLine,
    Signatures,
    Table,
    TextBlock,
    facts,
    section,
    sections,
)
from deskctl.documents.month.care import care_tables
from deskctl.documents.month.changes import after_closing, changes, improvements_and_plans
from deskctl.documents.month.promises import attainment_table, misses, promises_kept
from deskctl.documents.month.services import services, services_kept
from deskctl.documents.month.tickets import (
    answers_of,
    closed_in,
    counted_by,
    emergencies,
    new_in,
    open_after,
    repeat_faults,
    satisfaction,
    trend_charts,
)
from deskctl.documents.month.work import engineers, part_tables, visit_table
from deskctl.language.i18n import _, language

if TYPE_CHECKING:
    from deskctl.documents.month.figures import MonthFigures


def month_report(figures: MonthFigures, prepared_by: str = "") -> Document:
    """Return the service report of a period."""
    whom = figures.customer or _("all customers")
    scope = figures.period.customer or "ALL"
    return Document(
        name="month",
        title=_("Monthly service report") if figures.whole_month else _("Service report"),
        number=f"{figures.month.replace(' ', '')}-{scope}",
        subject=listed(whom, figures.month),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Scope"), _scope(figures, whom, prepared_by)),
            section(_("At a glance"), _glance(figures)),
            section(_("Trend"), *trend_charts(figures)),
            section(_("Tickets"), *counted_by(figures)),
            section(_("Promises kept"), *_promises(figures)),
            section(_("Services kept"), *services(figures)),
            section(_("Soft targets"), attainment_table(figures, soft=True)),
            section(_("Promises not kept"), misses(figures)),
            section(_("Emergencies"), emergencies(figures)),
            section(_("Repeat faults"), repeat_faults(figures)),
            section(_("Satisfaction"), *satisfaction(figures)),
            section(_("Work"), visit_table(figures), engineers(figures)),
            section(_("Parts and loaners"), *part_tables(figures)),
            section(_("Inspections and return visits"), *care_tables(figures)),
            section(_("Changes"), *changes(figures)),
            section(_("After closing"), *after_closing(figures)),
            section(_("Improvements and what comes next"), *improvements_and_plans(figures)),
            section(
                _("Signatures"),
                Signatures(
                    (SignatureLine(_("For the service provider"), prepared_by), SignatureLine(_("For the customer")))
                ),
            ),
        ),
    )


def _scope(figures: MonthFigures, whom: str, prepared_by: str) -> LabelledValues:
    return facts(
        (_("Customer"), whom),
        (_("Period"), figures.month),
        (_("As of"), figures.minute(figures.period.known)),
        (_("Prepared by"), prepared_by),
    )


def _glance(figures: MonthFigures) -> LabelledValues:
    met, missed, rate = promises_kept(figures)
    scores, unanswered = answers_of(figures)
    services_met, decided = services_kept(figures)
    return facts(
        (_("New tickets"), new_in(figures)),
        (_("Closed tickets"), closed_in(figures)),
        (_("Open at the end"), open_after(figures)),
        (_("Promises kept"), _("{met} of {all}").format(met=met, all=met + missed)),
        (_("Attainment"), "" if rate is None else f"{rate * 100:.1f} %"),
        (_("Services kept"), _("{met} of {all}").format(met=services_met, all=decided) if decided else ""),
        (_("Kept only by a late entry"), sum(one.late_entries for one in figures.attained if not one.soft)),
        (_("Actions entered late"), figures.entered_late),
        (_("Tickets left out, not accepted yet"), figures.left_out or ""),
        (_("Emergencies"), len(figures.steps.of("emergency_declared"))),
        (_("Satisfaction"), f"{sum(scores) / len(scores):.2f} / 5" if scores else _("no answers")),
        (_("Asked, not answered"), unanswered),
        (_("Visits"), len(figures.visits)),
    )


def _promises(figures: MonthFigures) -> tuple[TextBlock | Table, ...]:
    note = _(
        "Promises that began in the period are counted as of the time above, without systems that are not yet"
        " accepted. Attainment is kept / (kept + missed + late and open)."
    )
    table = attainment_table(figures, soft=False)
    return (TextBlock(note), table) if table.rows else ()
