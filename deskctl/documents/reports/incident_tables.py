"""What an incident report lists besides its three parts: specialists, loaners, checks, charge, prevention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.tree import (
    Column,
    Facts,
    Table,
    facts,
)
from deskctl.language.i18n import _
from deskctl.language.words import word
from deskctl.language.words.choices import BASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.documents.model.archived_ticket import ArchivedTicket


def consultations(given: ArchivedTicket) -> Table:
    """List the consultations: who took part, what was found, what was concluded."""
    return Table(
        (
            Column(_("Consultation"), width=1.1),
            Column(_("Participants"), width=1.2),
            Column(_("Findings"), width=2),
            Column(_("Conclusion"), width=2),
        ),
        tuple(
            (
                given.minute(step.at),
                given.named(step.data.get("participants")),
                step.data.get("findings"),
                step.data.get("conclusion"),
            )
            for step in given.all("consultation_held")
        ),
    )


def vendor_cases(given: ArchivedTicket) -> Table:
    """List the cases with manufacturers."""
    answered = {step.data.get("case"): step for step in given.all("vendor_answered")}
    asked = given.all("vendor_contacted")
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
                given.named(step.data.get("vendor")),
                step.data.get("case"),
                given.minute(step.at),
                given.minute_of(answered.get(step.data.get("case"))),
                reply.data.get("answer") if (reply := answered.get(step.data.get("case"))) else None,
            )
            for step in asked
        ),
    )


def loaners(given: ArchivedTicket) -> Table:
    """List what stood in for the faulty equipment."""
    back = {step.data.get("loaner"): step for step in given.all("loaner_returned")}
    return Table(
        (
            Column(_("Loaner"), width=2),
            Column(_("In place"), width=1.2),
            Column(_("Accepted by"), width=1.5),
            Column(_("Returned"), width=1.2),
        ),
        tuple(
            (
                given.named(step.data.get("loaner")),
                given.minute(step.at),
                given.person_and_post(step.data.get("accepted_by")),
                given.minute_of(back.get(step.data.get("loaner"))),
            )
            for step in given.all("loaner_provided")
        ),
    )


def checks(given: ArchivedTicket) -> Table:
    """List what was tried after an upgrade: new functions and those that were there before."""
    kinds = (("new", _("new function")), ("existing", _("function that was there before")))
    outcomes = {"pass": _("passed"), "fail": _("failed")}
    rows = [
        (given.minute(step.at), kind, str(check[0]), outcomes.get(str(check[1]), str(check[1])))
        for step in given.all("verified", "verify_failed")
        for name, kind in kinds
        for check in step.data.get(name) or ()
        if isinstance(check, list) and len(check) == len(("what", "outcome"))
    ]
    return Table((Column(_("When")), Column(_("Kind")), Column(_("Check"), width=2), Column(_("Outcome"))), tuple(rows))


def charge(given: ArchivedTicket) -> Facts:
    """Return what is charged: days, rate, amount."""
    charged: Mapping[str, Any] = given.kept["charge"] or {}
    agreed = given.last("charge_agreed")
    return facts(
        (_("Basis"), word(BASES, charged.get("basis"))),
        (_("Rate"), _sum(charged.get("rate"))),
        (_("Working days"), _sum(charged.get("days"))),
        (_("Amount"), _sum(charged.get("amount"))),
        (_("Agreed by"), given.person_and_post(agreed.data.get("by_contact")) if agreed else None),
        (_("Agreed"), listed(given.minute_of(agreed), given.manner(agreed.data.get("how"))) if agreed else None),
    )


def _sum(value: float | None) -> str:
    return "" if value is None else f"{value:,g}"


def prevention(given: ArchivedTicket) -> Table:
    """List what is to keep it from happening again: what, who, until when."""
    plans = [(step.data.get("next"), given.person(step.actor), step.data.get("by")) for step in given.all("plan_given")]
    better = [
        (given.named(step.data["improvement"]), given.person(step.actor), None)
        for step in given.all("resolved", "summarised")
        if step.data.get("improvement")
    ]
    rows = tuple((what, who, given.minute(until)) for what, who, until in [*plans, *better] if what)
    return Table((Column(_("Measure"), width=3), Column(_("Responsible")), Column(_("Until"), width=1.2)), rows)
