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
    entered_late,
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

    from deskctl.documents.model.archived_ticket import ArchivedTicket
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


def incident_report(given: ArchivedTicket, written: Written, later: Sequence[ActionRow] = ()) -> Document:
    """Describe the report on a ticket; `later` are the steps since it was issued."""
    return Document(
        name="incident",
        title=_("Incident report"),
        number=f"{given.name}-R{written.version or 0}",
        subject=given.ticket["title"],
        lang=language(),
        letterhead=letterhead(given.kept["firm"] if written.version else None),
        sections=sections(
            section(_("Overview"), _overview(given, written), equipment(given)),
            section(_("Times"), _times(given, written)),
            section(_("Symptom"), Words(given.ticket["description"] or given.ticket["title"])),
            section(_("Impact"), _impact(given)),
            *_duties(given, written),
            section(_("Specialists and manufacturers"), consultations(given), vendor_cases(given)),
            section(_("Parts"), replaced_parts(given), loaners(given)),
            section(_("Versions"), versions(given)),
            section(_("Verification"), checks(given)),
            section(_("Permissions of the customer"), permissions(given)),
            section(_("Charge"), charge(given)),
            section(_("Timeline"), timeline(given, given.standing)),
            section(_("Promises and how they were kept"), promises(given)),
            section(_("Prevention"), prevention(given)),
            section(_("The customer's answer"), *answers(given, [*given.standing, *later])),
            _signatures(given),
        ),
        mark="" if written.version else _("Draft, not issued"),
    )


def _overview(given: ArchivedTicket, written: Written) -> Facts:
    ticket = given.ticket
    catalog: Mapping[str, Any] = given.kept["catalog"] or {}
    service = either(catalog.get("name"), catalog.get("name_en"))
    return facts(
        (_("Ticket"), given.name),
        (_("Version"), written.version),
        (_("Written"), given.minute(written.at)),
        (_("Author"), given.person(written.author)),
        *customer_facts(given),
        (_("Service"), f"{ticket['catalog'] or ''} {service}".strip()),
        (_("Kind"), word(KINDS, ticket["kind"])),
        (_("Severity"), word(SEVERITIES, ticket["severity"])),
        (_("Service level"), word(LEVELS, ticket["level"])),
        (_("Reported by way of"), word(CHANNELS, ticket["channel"])),
        (_("State of service"), word(MODES, ticket["mode"])),
        (_("Scope"), word(SCOPES, ticket["scope"])),
        (_("Coordinator"), given.person_and_post(ticket["owner"])),
        (_("Staff involved"), people(given)),
    )


def _times(given: ArchivedTicket, written: Written) -> Facts:
    return facts(
        (_("Occurred"), given.minute(given.ticket["occurred_at"])),
        (_("Reported"), given.minute(given.ticket["reported_at"])),
        (_("Answered"), given.minute_of(given.first("first_response"))),
        (_("Engineer called back"), given.minute_of(given.first("engineer_response"))),
        (_("Arrived on site"), given.minute_of(given.first("arrived"))),
        (_("Cause found"), given.minute_of(given.first("diagnosed"))),
        (_("Restored"), given.minute_of(given.last("resolved"))),
        (_("Report written"), given.minute(written.at)),
        (_("Entries made later"), entered_late(given) or None),
    )


def _impact(given: ArchivedTicket) -> Facts:
    emergency, solved = given.first("emergency_declared"), given.last("resolved")
    began = given.ticket["occurred_at"] or given.ticket["reported_at"]
    return facts(
        (_("Sites affected"), ", ".join(given.kept["affected_sites"])),
        (_("What stood still"), emergency.data.get("reason") if emergency else None),
        (_("Duration"), duration(solved.at - began) if solved and solved.at >= began else None),
    )


def _duties(given: ArchivedTicket, written: Written) -> tuple[Section, ...]:
    """Describe the three parts that the policy demands, even where nothing is written yet."""
    found, solved = given.last("diagnosed"), given.last("resolved")
    missing = _("Not written yet.")
    cause = facts(
        (_("Fault"), word(FAULT_CLASSES, given.ticket["fault_class"])),
        (_("Kind of cause"), word(CAUSE_CLASSES, found.data.get("cause_class")) if found else None),
        (_("Found"), given.manner(found.data.get("method")) if found else None),
        (_("Told to"), given.person_and_post(found.data.get("told_to")) if found else None),
    )
    workaround = facts((_("Workaround only"), yes_or_no(solved.data.get("workaround")) if solved else None))
    return sections(
        section(_("Cause of the fault"), Words(written.cause or missing), cause),
        section(_("How it was handled"), Words(written.method or missing), workaround),
        section(_("Final result"), Words(written.result or missing)),
    )


def _signatures(given: ArchivedTicket) -> Section | None:
    contact: Mapping[str, Any] = given.kept["contact"] or {}
    return section(
        _("Signatures"),
        Signatures(
            (
                Blank(_("For the service provider"), given.person(given.ticket["owner"])),
                Blank(_("For the customer"), str(contact.get("name") or "")),
            )
        ),
    )
