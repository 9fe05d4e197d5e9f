"""The service sheet of a visit (S3-onsite.log): what was found and done on site, for the customer to sign."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import listed, yes_or_no
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Blank,
    Column,
    Document,
    Facts,
    Signatures,
    Table,
    Words,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.customer_answers import answers
from deskctl.documents.reports.incident_tables import charge
from deskctl.documents.reports.ticket_parts import customer_facts, equipment, permissions, replaced_parts, words_of
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _, language
from deskctl.language.words import KINDS, LEVELS, SEVERITIES, word
from deskctl.language.words.choices import VISIT_REASONS
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.ticket.visits import visits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.documents.model.archived_ticket import Told
    from deskctl.queries.ticket.full_ticket import ActionRow


def visits_of(told: Told) -> list[Shape]:
    """List the visits of a ticket on which somebody set out."""
    made = visits(told.standing, told.zone)
    return [visit for visit in made if visit["departed_at"] or visit["arrived_at"]]


def chosen_visit(told: Told, number: int | None) -> Shape:
    """Choose a visit by its number, the last where none is named; raises `NotFound`."""
    made = visits_of(told)
    for visit in reversed(made):
        if number in {None, visit["visit"]}:
            return visit
    known = ", ".join(str(visit["visit"]) for visit in made)
    raise NotFound(N_("{ticket} has no such visit; its visits are: {known}."), ticket=told.name, known=known or "-")


def service_sheet(told: Told, visit: Shape) -> Document:
    """Describe the sheet of a visit."""
    steps = _during(told, visit)
    installed = {rfc3339(step.at, told.zone) for step in steps}
    return Document(
        name="service-sheet",
        title=_("Field service report"),
        number=f"{told.name}-S{visit['visit']}",
        subject=told.ticket["title"],
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Customer and visit"), _overview(told, visit), equipment(told)),
            section(_("Times"), _times(told, visit)),
            section(_("Symptom"), Words(told.ticket["description"] or told.ticket["title"])),
            section(_("Findings"), *(Words(_finding(step)) for step in steps if step.event == "diagnosed")),
            section(_("Work done"), _work(visit)),
            section(_("Parts"), replaced_parts(told, installed)),
            section(_("Agreed by word"), permissions(told, _agreed(told, visit))),
            section(_("State after the visit"), *_state_after(told, steps, visit)),
            section(_("Charge"), charge(told)),
            section(_("Customer's comment"), *answers(told, _comments(told))),
            section(
                _("Signatures"),
                Signatures(
                    (
                        Blank(_("Engineer"), told.person(visit["engineer"])),
                        Blank(_("Customer"), str(_contact(told).get("name") or "")),
                    )
                ),
            ),
        ),
    )


def _contact(told: Told) -> Mapping[str, Any]:
    contact: Mapping[str, Any] = told.kept["contact"] or {}
    return contact


def _overview(told: Told, visit: Shape) -> Facts:
    contract = told.kept["contract"] or {}
    reason = visit["reason"] or told.ticket["visit_reason"]
    return facts(
        (_("Ticket"), told.name),
        (_("Visit"), visit["visit"]),
        *customer_facts(told),
        (_("Maintained until"), contract.get("maintenance_end")),
        (_("Kind"), word(KINDS, told.ticket["kind"])),
        (_("Reason of the visit"), word(VISIT_REASONS, reason)),
        (_("Severity"), word(SEVERITIES, told.ticket["severity"])),
        (_("Service level"), word(LEVELS, told.ticket["level"])),
        (_("Engineer"), told.person_and_post(visit["engineer"])),
    )


def _times(told: Told, visit: Shape) -> Facts:
    return facts(
        (_("Requested"), told.minute(visit["requested_at"])),
        (_("Confirmed"), told.minute(visit["replied_at"])),
        (_("Expected"), told.minute(visit["eta"] or visit["planned_at"])),
        (_("Set out"), listed(told.minute(visit["departed_at"]), visit["transport"])),
        (_("Arrived"), told.minute(visit["arrived_at"])),
        (_("Reason of the delay"), visit["delay_reason"]),
        (_("Left"), told.minute(visit["left_at"])),
        (_("Way there"), _length(visit["departed_at"], visit["arrived_at"])),
        (_("Time on site"), _length(visit["arrived_at"], visit["left_at"])),
    )


def _length(begin: str | None, end: str | None) -> str:
    if begin is None or end is None:
        return ""
    return duration(int((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()))


def _during(told: Told, visit: Shape) -> list[ActionRow]:
    """Give the steps from setting out to leaving, or to the present where nobody left yet."""
    begin = _instant(visit["departed_at"] or visit["arrived_at"])
    end = _instant(visit["left_at"])
    return [step for step in told.standing if (begin or 0) <= step.at and (end is None or step.at <= end)]


def _instant(at: str | None) -> int | None:
    return None if at is None else int(datetime.fromisoformat(at).timestamp())


def _agreed(told: Told, visit: Shape) -> list[ActionRow]:
    end = _instant(visit["left_at"])
    events = {"consent_given", "consent_refused"}
    return [step for step in told.standing if step.event in events and (end is None or step.at <= end)]


def _finding(step: ActionRow) -> str:
    return "\n".join(dict.fromkeys(filter(None, (str(step.data.get("cause") or ""), step.note))))


def _comments(told: Told) -> list[ActionRow]:
    return told.all("satisfied", "not_satisfied", "evaluated")


def _work(visit: Shape) -> Table:
    columns = (Column(_("From"), width=0.6), Column(_("To"), width=0.6), Column(_("Work done"), width=4))
    return Table(columns, tuple((log["from"], log["to"], log["note"]) for log in visit["logs"]))


def _state_after(told: Told, steps: Sequence[ActionRow], visit: Shape) -> tuple[Facts, ...]:
    """Say whether the work is done, else what comes next and why (S5.3-1)."""
    end = _instant(visit["left_at"])
    solved = next((step for step in told.all("resolved") if end is None or step.at <= end), None)
    plan = next((step for step in reversed(steps) if step.event == "plan_given"), None)
    return (
        facts(
            (_("State"), _("done") if solved else _("not done yet")),
            (_("Restored"), told.minute_of(solved)),
            (_("Result"), words_of(solved) if solved else None),
            (_("Workaround only"), yes_or_no(solved.data.get("workaround")) if solved else None),
            (_("What comes next"), plan.data.get("next") if plan else None),
            (_("By when"), told.minute(plan.data.get("by")) if plan else None),
            (_("Reason"), plan.note if plan else None),
        ),
    )
