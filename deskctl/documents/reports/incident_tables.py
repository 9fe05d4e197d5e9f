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

    from deskctl.documents.model.archived_ticket import Told


def consultations(told: Told) -> Table:
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
                told.minute(step.at),
                told.named(step.data.get("participants")),
                step.data.get("findings") or step.note,
                step.data.get("conclusion"),
            )
            for step in told.all("consultation_held")
        ),
    )


def vendor_cases(told: Told) -> Table:
    """List the cases with manufacturers."""
    answered = {step.data.get("case"): step for step in told.all("vendor_answered")}
    asked = told.all("vendor_contacted")
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
                told.named(step.data.get("vendor")),
                step.data.get("case"),
                told.minute(step.at),
                told.minute_of(answered.get(step.data.get("case"))),
                reply.data.get("answer") if (reply := answered.get(step.data.get("case"))) else None,
            )
            for step in asked
        ),
    )


def loaners(told: Told) -> Table:
    """List what stood in for the faulty equipment."""
    back = {step.data.get("loaner"): step for step in told.all("loaner_returned")}
    return Table(
        (
            Column(_("Loaner"), width=2),
            Column(_("In place"), width=1.2),
            Column(_("Accepted by"), width=1.5),
            Column(_("Returned"), width=1.2),
        ),
        tuple(
            (
                told.named(step.data.get("loaner")),
                told.minute(step.at),
                told.person_and_post(step.data.get("accepted_by")),
                told.minute_of(back.get(step.data.get("loaner"))),
            )
            for step in told.all("loaner_provided")
        ),
    )


def checks(told: Told) -> Table:
    """List what was tried after an upgrade: new functions and those that were there before."""
    kinds = (("new", _("new function")), ("existing", _("function that was there before")))
    outcomes = {"pass": _("passed"), "fail": _("failed")}
    rows = [
        (told.minute(step.at), kind, str(check[0]), outcomes.get(str(check[1]), str(check[1])))
        for step in told.all("verified", "verify_failed")
        for name, kind in kinds
        for check in step.data.get(name) or ()
        if isinstance(check, list) and len(check) == len(("what", "outcome"))
    ]
    return Table((Column(_("When")), Column(_("Kind")), Column(_("Check"), width=2), Column(_("Outcome"))), tuple(rows))


def charge(told: Told) -> Facts:
    """Say what is charged: days, rate, amount."""
    charged: Mapping[str, Any] = told.kept["charge"] or {}
    agreed = told.last("charge_agreed")
    return facts(
        (_("Basis"), word(BASES, charged.get("basis"))),
        (_("Rate"), _sum(charged.get("rate"))),
        (_("Working days"), _sum(charged.get("days"))),
        (_("Amount"), _sum(charged.get("amount"))),
        (_("Agreed by"), told.person_and_post(agreed.data.get("by_contact")) if agreed else None),
        (_("Agreed"), listed(told.minute_of(agreed), told.manner(agreed.data.get("how"))) if agreed else None),
    )


def _sum(value: float | None) -> str:
    return "" if value is None else f"{value:,g}"


def prevention(told: Told) -> Table:
    """List what is to keep it from happening again: what, who, until when."""
    plans = [(step.data.get("next"), told.person(step.actor), step.data.get("by")) for step in told.all("plan_given")]
    better = [
        (told.named(step.data["improvement"]), told.person(step.actor), None)
        for step in told.all("resolved", "summarised")
        if step.data.get("improvement")
    ]
    rows = tuple((what, who, told.minute(until)) for what, who, until in [*plans, *better] if what)
    return Table((Column(_("Measure"), width=3), Column(_("Responsible")), Column(_("Until"), width=1.2)), rows)
