"""The incident report (S5.4-3): cause, method and result of a fault, with all that was done and promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import yes_or_no
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Blank,
    Document,
    Facts,
    Section,
    Signatures,
    Words,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.customer_answers import answers
from deskctl.documents.reports.incident_tables import charge, checks, consultations, loaners, prevention, vendor_cases
from deskctl.documents.reports.ticket_parts import (
    customer_facts,
    equipment,
    people,
    permissions,
    promises,
    replaced_parts,
    timeline,
    versions,
)
from deskctl.language.i18n import _, either, language
from deskctl.language.words import CHANNELS, KINDS, LEVELS, MODES, SEVERITIES, word
from deskctl.language.words.choices import CAUSE_CLASSES, FAULT_CLASSES, SCOPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.documents.model.archived_ticket import Told
    from deskctl.queries.ticket.full_ticket import ActionRow


@dataclass(frozen=True, slots=True)
class Written:
    """The three parts of a report; `version` None for one that is not issued."""

    version: int | None
    at: int
    author: str | None
    cause: str
    method: str
    result: str


def incident_report(told: Told, written: Written, later: Sequence[ActionRow] = ()) -> Document:
    """Describe the report on a ticket; `later` are the steps since it was issued."""
    return Document(
        name="incident",
        title=_("Incident report"),
        number=f"{told.name}-R{written.version or 0}",
        subject=told.ticket["title"],
        lang=language(),
        letterhead=letterhead(told.kept["firm"] if written.version else None),
        sections=sections(
            section(_("Overview"), _overview(told, written), equipment(told)),
            section(_("Times"), _times(told, written)),
            section(_("Symptom"), Words(told.ticket["description"] or told.ticket["title"])),
            section(_("Impact"), _impact(told)),
            *_duties(told, written),
            section(_("Specialists and manufacturers"), consultations(told), vendor_cases(told)),
            section(_("Parts"), replaced_parts(told), loaners(told)),
            section(_("Versions"), versions(told)),
            section(_("Verification"), checks(told)),
            section(_("Permissions of the customer"), permissions(told)),
            section(_("Charge"), charge(told)),
            section(_("Timeline"), timeline(told, told.steps)),
            section(_("Promises and how they were kept"), promises(told)),
            section(_("Prevention"), prevention(told)),
            section(_("The customer's answer"), *answers(told, [*told.standing, *later])),
            _signatures(told),
        ),
        mark="" if written.version else _("Draft, not issued"),
    )


def _overview(told: Told, written: Written) -> Facts:
    ticket = told.ticket
    catalog: Mapping[str, Any] = told.kept["catalog"] or {}
    service = either(catalog.get("name"), catalog.get("name_en"))
    return facts(
        (_("Ticket"), told.name),
        (_("Version"), written.version),
        (_("Written"), told.minute(written.at)),
        (_("Author"), told.person(written.author)),
        *customer_facts(told),
        (_("Service"), f"{ticket['catalog'] or ''} {service}".strip()),
        (_("Kind"), word(KINDS, ticket["kind"])),
        (_("Severity"), word(SEVERITIES, ticket["severity"])),
        (_("Service level"), word(LEVELS, ticket["level"])),
        (_("Reported by way of"), word(CHANNELS, ticket["channel"])),
        (_("State of service"), word(MODES, ticket["mode"])),
        (_("Scope"), word(SCOPES, ticket["scope"])),
        (_("Coordinator"), told.person_and_post(ticket["owner"])),
        (_("Staff involved"), people(told)),
    )


def _times(told: Told, written: Written) -> Facts:
    return facts(
        (_("Occurred"), told.minute(told.ticket["occurred_at"])),
        (_("Reported"), told.minute(told.ticket["reported_at"])),
        (_("Answered"), told.minute_of(told.first("first_response"))),
        (_("Engineer called back"), told.minute_of(told.first("engineer_response"))),
        (_("Arrived on site"), told.minute_of(told.first("arrived"))),
        (_("Cause found"), told.minute_of(told.first("diagnosed"))),
        (_("Restored"), told.minute_of(told.last("resolved"))),
        (_("Report written"), told.minute(written.at)),
    )


def _impact(told: Told) -> Facts:
    emergency, solved = told.first("emergency_declared"), told.last("resolved")
    began = told.ticket["occurred_at"] or told.ticket["reported_at"]
    return facts(
        (_("Sites affected"), ", ".join(told.kept["affected_sites"])),
        (_("What stood still"), emergency.data.get("reason") if emergency else None),
        (_("Duration"), duration(solved.at - began) if solved and solved.at >= began else None),
    )


def _duties(told: Told, written: Written) -> tuple[Section, ...]:
    """Say the three parts that the policy demands, even where nothing is written yet."""
    found, solved = told.last("diagnosed"), told.last("resolved")
    missing = _("Not written yet.")
    cause = facts(
        (_("Fault"), word(FAULT_CLASSES, told.ticket["fault_class"])),
        (_("Kind of cause"), word(CAUSE_CLASSES, found.data.get("cause_class")) if found else None),
        (_("Found"), told.manner(found.data.get("method")) if found else None),
        (_("Told to"), told.person_and_post(found.data.get("told_to")) if found else None),
    )
    workaround = facts((_("Workaround only"), yes_or_no(solved.data.get("workaround")) if solved else None))
    return sections(
        section(_("Cause of the fault"), Words(written.cause or missing), cause),
        section(_("How it was handled"), Words(written.method or missing), workaround),
        section(_("Final result"), Words(written.result or missing)),
    )


def _signatures(told: Told) -> Section | None:
    contact: Mapping[str, Any] = told.kept["contact"] or {}
    return section(
        _("Signatures"),
        Signatures(
            (
                Blank(_("For the service provider"), told.person(told.ticket["owner"])),
                Blank(_("For the customer"), str(contact.get("name") or "")),
            )
        ),
    )
