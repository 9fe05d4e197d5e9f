"""The tables of an incident report: specialists, vendors, loaners, checks, charge, prevention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import listed, money, number
from deskctl.documents.model.tree import (
    Column,
    LabelledValues,
    Table,
    facts,
)
from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.choices import BASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.documents.model.archived_ticket import ArchivedTicket


def consultations(archived: ArchivedTicket) -> Table:
    """Return the table of consultations: participants, findings, conclusions."""
    return Table(
        (
            Column(_("Consultation"), width=1.1),
            Column(_("Participants"), width=1.2),
            Column(_("Findings"), width=2),
            Column(_("Conclusion"), width=2),
        ),
        tuple(
            (
                archived.minute(step.at),
                archived.named(step.data.get("participants")),
                step.data.get("findings"),
                step.data.get("conclusion"),
            )
            for step in archived.all("consultation_held")
        ),
    )


def vendor_cases(archived: ArchivedTicket) -> Table:
    """Return the table of cases with manufacturers."""
    answered = {step.data.get("case"): step for step in archived.all("vendor_answered")}
    asked = archived.all("vendor_contacted")
    return Table(
        (
            Column(_("Manufacturer"), width=1.5),
            Column(_("Case")),
            Column(_("Asked"), width=1.1),
            Column(_("Answered"), width=1.1),
            Column(_("Answer"), width=2),
        ),
        tuple(
            (
                archived.named(step.data.get("vendor")),
                step.data.get("case"),
                archived.minute(step.at),
                archived.minute_of(answered.get(step.data.get("case"))),
                reply.data.get("answer") if (reply := answered.get(step.data.get("case"))) else None,
            )
            for step in asked
        ),
    )


def loaners(archived: ArchivedTicket) -> Table:
    """Return the table of loaners that replaced the faulty equipment."""
    back = {step.data.get("loaner"): step for step in archived.all("loaner_returned")}
    return Table(
        (
            Column(_("Loaner"), width=2),
            Column(_("In place"), width=1.2),
            Column(_("Accepted by"), width=1.5),
            Column(_("Returned"), width=1.2),
        ),
        tuple(
            (
                archived.named(step.data.get("loaner")),
                archived.minute(step.at),
                archived.person_and_post(step.data.get("accepted_by")),
                archived.minute_of(back.get(step.data.get("loaner"))),
            )
            for step in archived.all("loaner_provided")
        ),
    )


def checks(archived: ArchivedTicket) -> Table:
    """Return the table of checks after an upgrade: new and existing functions."""
    kinds = (("new", _("new function")), ("existing", _("function that was there before")))
    outcomes = {"pass": _("passed"), "fail": _("failed")}
    rows = [
        (archived.minute(step.at), kind, str(check[0]), outcomes.get(str(check[1]), str(check[1])))
        for step in archived.all("verified", "verify_failed")
        for name, kind in kinds
        for check in step.data.get(name) or ()
        if isinstance(check, list) and len(check) == len(("what", "outcome"))
    ]
    return Table((Column(_("When")), Column(_("Kind")), Column(_("Check"), width=2), Column(_("Outcome"))), tuple(rows))


def charge(archived: ArchivedTicket) -> LabelledValues:
    """Return the charge: days, rate, amount."""
    charged: Mapping[str, Any] = archived.kept["charge"] or {}
    agreed = archived.last("charge_agreed")
    currency = (agreed.data.get("currency") if agreed else None) or archived.kept.get("currency")
    return facts(
        (_("Basis"), word(BASES, charged.get("basis"))),
        (_("Rate"), money(charged.get("rate"), currency)),
        (_("Working days"), number(charged.get("days"))),
        (_("Amount"), money(charged.get("amount"), currency)),
        (_("Agreed by"), archived.person_and_post(agreed.data.get("by_contact")) if agreed else None),
        (_("Agreed"), listed(archived.minute_of(agreed), archived.manner(agreed.data.get("how"))) if agreed else None),
    )


def prevention(archived: ArchivedTicket) -> Table:
    """Return the table of measures against a repetition: what, who, by when."""
    plans = [
        (step.data.get("next"), archived.person(step.actor), step.data.get("by")) for step in archived.all("plan_given")
    ]
    better = [
        (archived.named(step.data["improvement"]), archived.person(step.actor), None)
        for step in archived.all("resolved", "summarised")
        if step.data.get("improvement")
    ]
    rows = tuple((what, who, archived.minute(until)) for what, who, until in [*plans, *better] if what)
    return Table((Column(_("Measure"), width=3), Column(_("Responsible")), Column(_("Until"), width=1.2)), rows)
