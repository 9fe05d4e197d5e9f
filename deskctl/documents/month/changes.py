"""Changes in a month: upgrades, change requests, charges, published answers; improvements and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.tree import Column, Table
from deskctl.language.i18n import _
from deskctl.language.words import EVENTS, word
from deskctl.language.words.choices import DECISIONS, SIZES
from deskctl.language.words.duties import DUTIES
from deskctl.language.words.records import IMPROVEMENT_STATES
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from deskctl.documents.month.figures import MonthFigures


def changes(figures: MonthFigures) -> tuple[Table, ...]:
    """Return the tables of upgrades, change requests, charges and published answers."""
    return tuple(table(figures) for table in (_upgrades, _change_requests, _charges, _published))


def after_closing(figures: MonthFigures) -> tuple[Table, ...]:
    """Return the table of actions recorded for months that were closed already, whose figures do not change."""
    rows = tuple(
        (
            ticket_name(one.number),
            word(EVENTS, one.event),
            figures.minute(one.at),
            figures.minute(one.recorded_at),
            figures.name("staff", one.actor),
        )
        for one in figures.late
    )
    columns = (
        Column(_("Ticket"), width=0.7),
        Column(_("What"), width=1.6),
        Column(_("When"), width=1.2),
        Column(_("Recorded"), width=1.2),
        Column(_("By"), width=1.2),
    )
    return (Table(columns, rows, ends_early=True),) if rows else ()


def _upgrades(figures: MonthFigures) -> Table:
    upgrades = figures.steps.of("upgrade_finished", "verified", "verify_failed", "rolled_back")
    return Table(
        (
            Column(_("Ticket"), width=0.7),
            Column(_("Title"), width=2.6),
            Column(_("What"), width=1.3),
            Column(_("When"), width=1.2),
        ),
        tuple(
            (ticket_name(number), figures.title(number), word(EVENTS, step.event), figures.minute(step.at))
            for number, step in upgrades
        ),
        _("Upgrades and patches"),
        ends_early=True,
    )


def _change_requests(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Ticket"), width=0.7),
            Column(_("Title"), width=2.6),
            Column(_("Size")),
            Column(_("Days"), "number", 0.7),
            Column(_("Decision")),
        ),
        tuple(
            (
                ticket_name(number),
                figures.title(number),
                word(SIZES, step.data.get("size")),
                step.data.get("estimate_days"),
                word(DECISIONS, step.data.get("decision")),
            )
            for number, step in figures.steps.of("change_decided")
        ),
        _("Change requests"),
        ends_early=True,
    )


def _charges(figures: MonthFigures) -> Table:
    return Table(
        (
            Column(_("Ticket"), width=0.7),
            Column(_("Title"), width=2.6),
            Column(_("Days"), "number", 0.7),
            Column(listed(_("Amount"), figures.currency), "number"),
        ),
        tuple(
            (ticket_name(number), figures.title(number), step.data.get("days"), step.data.get("amount"))
            for number, step in figures.steps.of("charged")
        ),
        _("Charges"),
        ends_early=True,
    )


def _published(figures: MonthFigures) -> Table:
    return Table(
        (Column(_("Ticket"), width=0.7), Column(_("Title"), width=2.6), Column(_("FAQ"))),
        tuple(
            (ticket_name(number), figures.title(number), str(step.data.get("faq") or ""))
            for number, step in figures.steps.of("faq_published")
        ),
        _("Answers published"),
        ends_early=True,
    )


def improvements_and_plans(figures: MonthFigures) -> tuple[Table, ...]:
    """Return the tables of improvements and of plans for the next month."""
    return (
        Table(
            (
                Column(_("Number"), width=0.7),
                Column(_("Measure"), width=3),
                Column(_("Responsible")),
                Column(_("State")),
            ),
            tuple(
                (id_, text, owner, word(IMPROVEMENT_STATES, state)) for id_, text, owner, state in figures.improvements
            ),
            _("Improvements"),
        ),
        Table(
            (Column(_("Planned")), Column(_("Customer"), width=2.5), Column(_("Site"), width=2), Column(_("Due"))),
            tuple((word(DUTIES, one.kind), one.customer, one.site, str(one.day)) for one in figures.planned),
            _("Planned next"),
            ends_early=True,
        ),
    )
