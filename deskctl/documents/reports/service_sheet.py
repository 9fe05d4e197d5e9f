"""The service sheet of a visit (S3-onsite.log): what was found and done on site, for the customer to sign."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import listed, yes_or_no
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.restoration import restoration
from deskctl.documents.model.tree import (
    Column,
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
from deskctl.documents.reports.annex import Annex, files_of_visit
from deskctl.documents.reports.customer_feedback import answers
from deskctl.documents.reports.incident_tables import charge
from deskctl.documents.reports.public_texts import text_of
from deskctl.documents.reports.ticket_parts import customer_facts, equipment, permissions, replaced_parts
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _, language
from deskctl.language.words import KINDS, LEVELS, SEVERITIES, word
from deskctl.language.words.choices import VISIT_REASONS
from deskctl.queries.json_values import Shape, read_rfc3339, rfc3339
from deskctl.queries.ticket.visits import visits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.queries.ticket.full_ticket import ActionRow


_NONE: Mapping[str, bytes] = MappingProxyType({})


def visits_of(archived: ArchivedTicket) -> list[Shape]:
    """Return the visits of a ticket on which somebody set out."""
    made = visits(archived.steps, archived.zone)
    return [visit for visit in made if visit["departed_at"] or visit["arrived_at"]]


def chosen_visits(archived: ArchivedTicket, named: str | None) -> list[Shape]:
    """Return the chosen visits, by default the last: a number names one visit, a `V-` id one for each engineer.

    Raises `NotFound`.
    """
    made = visits_of(archived)
    chosen = [one for one in made if named.upper() in {str(one["visit"]), one["id"]}] if named else made[-1:]
    if chosen:
        return chosen
    valid = ", ".join(str(visit["visit"]) for visit in made if visit["visit"])
    if not made:
        raise NotFound(N_("{ticket} has no visit yet: nobody has set out."), ticket=archived.name)
    if not valid:
        sentence = N_("{ticket} has no numbered visit yet: a visit gets its number on arrival.")
        raise NotFound(sentence, ticket=archived.name, hint=f"deskctl sheet export {archived.name}")
    raise NotFound(N_("{ticket} has no such visit; its visits are: {known}."), ticket=archived.name, known=valid)


def service_sheet(archived: ArchivedTicket, visit: Shape, shown: Mapping[str, bytes] = _NONE) -> Document:
    """Return the service sheet of a visit; `shown` are the bytes of pictures."""
    steps = _during(archived, visit)
    installed = {rfc3339(step.at, archived.zone) for step in steps}
    return Document(
        name="service-sheet",
        title=_("Field service report"),
        number=f"{archived.name}-S{visit['visit'] or 0}",
        subject=archived.ticket["title"],
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Customer and visit"), _overview(archived, visit), equipment(archived)),
            section(_("Times"), _times(archived, visit)),
            section(_("Symptom"), TextBlock(archived.ticket["description"] or archived.ticket["title"])),
            section(
                _("Findings"), *(TextBlock(text_of(archived, step)) for step in steps if step.event == "diagnosed")
            ),
            section(_("Work done"), _work(visit)),
            section(_("Parts"), replaced_parts(archived, installed)),
            section(_("Agreed orally"), permissions(archived, _agreed(archived, visit))),
            section(_("State after the visit"), *_state_after(archived, steps, visit)),
            section(_("Charge"), charge(archived)),
            section(_("Customer's comment"), *answers(archived, _comments(archived))),
            section(
                _("Signatures"),
                Signatures(
                    (
                        SignatureLine(_("Engineer"), archived.person(visit["engineer"])),
                        SignatureLine(_("Customer"), str(_contact(archived).get("name") or "")),
                    )
                ),
            ),
            *Annex(files_of_visit(archived, visit), shown).sections(),
        ),
    )


def _contact(archived: ArchivedTicket) -> Mapping[str, Any]:
    contact: Mapping[str, Any] = archived.kept["contact"] or {}
    return contact


def _overview(archived: ArchivedTicket, visit: Shape) -> LabelledValues:
    contract = archived.kept["contract"] or {}
    reason = visit["reason"] or archived.ticket["visit_reason"]
    return facts(
        (_("Ticket"), archived.name),
        (_("Visit"), visit["visit"]),
        *customer_facts(archived),
        (_("Maintained until"), contract.get("maintenance_end")),
        (_("Kind"), word(KINDS, archived.ticket["kind"])),
        (_("Reason for the visit"), word(VISIT_REASONS, reason)),
        (_("Severity"), word(SEVERITIES, archived.ticket["severity"])),
        (_("Service level"), word(LEVELS, archived.ticket["level"])),
        (_("Engineer"), archived.person_and_post(visit["engineer"])),
        (_("Signed sheet"), _signed_sheet(archived, visit)),
    )


def _signed_sheet(archived: ArchivedTicket, visit: Shape) -> str | None:
    kept = (step.data for step in archived.all("attachment_added"))
    return next((data["name"] for data in kept if data.get("attachment") == visit["signed_sheet"]), None)


def _times(archived: ArchivedTicket, visit: Shape) -> LabelledValues:
    return facts(
        (_("Requested"), archived.minute(visit["requested_at"])),
        (_("On-site reply"), archived.minute(visit["replied_at"])),
        (_("Expected"), archived.minute(visit["eta"] or visit["planned_at"])),
        (_("Set out"), listed(archived.minute(visit["departed_at"]), visit["transport"])),
        (_("Arrived"), archived.minute(visit["arrived_at"])),
        (_("Reason for the delay"), visit["delay_reason"]),
        (_("Left"), archived.minute(visit["left_at"])),
        (_("Journey there"), _length(visit["departed_at"], visit["arrived_at"])),
        (_("Time on site"), _length(visit["arrived_at"], visit["left_at"])),
    )


def _length(begin: str | None, end: str | None) -> str:
    if begin is None or end is None:
        return ""
    return duration(int((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()))


def _during(archived: ArchivedTicket, visit: Shape) -> list[ActionRow]:
    """Return the actions from departure to leaving, or until now if the engineer has not left."""
    begin = read_rfc3339(visit["departed_at"] or visit["arrived_at"])
    end = read_rfc3339(visit["left_at"])
    return [step for step in archived.in_force if (begin or 0) <= step.at and (end is None or step.at <= end)]


def _agreed(archived: ArchivedTicket, visit: Shape) -> list[ActionRow]:
    end = read_rfc3339(visit["left_at"])
    events = {"consent_given", "consent_refused"}
    return [step for step in archived.in_force if step.event in events and (end is None or step.at <= end)]


def _comments(archived: ArchivedTicket) -> list[ActionRow]:
    return archived.all("satisfied", "not_satisfied", "evaluated")


def _work(visit: Shape) -> Table:
    columns = (Column(_("From"), width=0.6), Column(_("To"), width=0.6), Column(_("Work done"), width=4))
    return Table(columns, tuple((log["from"], log["to"], log["done"]) for log in visit["logs"]))


def _state_after(archived: ArchivedTicket, steps: Sequence[ActionRow], visit: Shape) -> tuple[LabelledValues, ...]:
    """Return whether the work is done, and what comes next (S5.3-1)."""
    end = read_rfc3339(visit["left_at"])
    solved = restoration(step for step in archived.in_force if end is None or step.at <= end)
    plan = next((step for step in reversed(steps) if step.event == "plan_given"), None)
    return (
        facts(
            (_("State"), _("done") if solved else _("not done yet")),
            (_("Restored"), archived.minute_of(solved)),
            (_("Result"), text_of(archived, solved) if solved else None),
            (_("Workaround only"), yes_or_no(solved.data.get("workaround")) if solved else None),
            (_("What comes next"), plan.data.get("next") if plan else None),
            (_("By when"), archived.minute(plan.data.get("by")) if plan else None),
        ),
    )
