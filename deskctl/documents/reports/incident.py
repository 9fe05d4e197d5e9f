"""The incident report (S5.4-3): cause, method and result of a fault, with everything done and promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import enumerated, yes_or_no
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Document,
    LabelledValues,
    Section,
    SignatureLine,
    Signatures,
    TextBlock,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.annex import files_table, pictures, public_files
from deskctl.documents.reports.customer_feedback import answers
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


_NONE: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The three parts of a report; `version` is None if it has not been issued."""

    version: int | None
    at: int
    author: str | None
    cause: str
    method: str
    result: str


def incident_report(
    archived: ArchivedTicket, written: ReportTexts, later: Sequence[ActionRow] = (), shown: Mapping[str, bytes] = _NONE
) -> Document:
    """Return the report on a ticket; `later` are the actions since it was issued, `shown` the bytes of pictures."""
    files = public_files(archived)
    return Document(
        name="incident",
        title=_("Incident report"),
        number=_number_of(archived, written),
        subject=archived.ticket["title"],
        lang=language(),
        letterhead=letterhead(archived.kept["firm"] if written.version else None),
        sections=sections(
            section(_("Overview"), _overview(archived, written), equipment(archived)),
            section(_("Times"), _times(archived, written)),
            section(_("Symptom"), TextBlock(archived.ticket["description"] or archived.ticket["title"])),
            section(_("Impact"), _impact(archived)),
            *_duties(archived, written),
            section(_("Specialists and manufacturers"), consultations(archived), vendor_cases(archived)),
            section(_("Parts"), replaced_parts(archived), loaners(archived)),
            section(_("Versions"), versions(archived)),
            section(_("Verification"), checks(archived)),
            section(_("Permissions of the customer"), permissions(archived)),
            section(_("Charge"), charge(archived)),
            section(_("Timeline"), timeline(archived, archived.in_force)),
            section(_("Promises and how they were kept"), promises(archived)),
            section(_("Prevention"), prevention(archived)),
            section(_("The customer's answer"), *answers(archived, [*archived.in_force, *later])),
            _signatures(archived),
            section(_("Files"), files_table(files)),
            section(_("Pictures"), pictures(files, shown)),
        ),
        mark="" if written.version else _("Draft, not issued"),
    )


def _number_of(archived: ArchivedTicket, written: ReportTexts) -> str:
    """Return the number of a report, under which it is archived once it is issued (S5.4-4)."""
    return f"{archived.name}-R{written.version or 0}"


def _overview(archived: ArchivedTicket, written: ReportTexts) -> LabelledValues:
    ticket = archived.ticket
    catalog: Mapping[str, Any] = archived.kept["catalog"] or {}
    service = either(catalog.get("name"), catalog.get("name_en"))
    return facts(
        (_("Ticket"), archived.name),
        (_("Version"), written.version),
        (_("Archive no."), _number_of(archived, written) if written.version else None),
        (_("Written"), archived.minute(written.at)),
        (_("Author"), archived.person(written.author)),
        *customer_facts(archived),
        (_("Service"), f"{ticket['catalog'] or ''} {service}".strip()),
        (_("Kind"), word(KINDS, ticket["kind"])),
        (_("Severity"), word(SEVERITIES, ticket["severity"])),
        (_("Service level"), word(LEVELS, ticket["level"])),
        (_("Reported through"), word(CHANNELS, ticket["channel"])),
        (_("State of service"), word(MODES, ticket["mode"])),
        (_("Scope"), word(SCOPES, ticket["scope"])),
        (_("Coordinator"), archived.person_and_post(ticket["owner"])),
        (_("Staff involved"), people(archived)),
    )


def _times(archived: ArchivedTicket, written: ReportTexts) -> LabelledValues:
    return facts(
        (_("Occurred"), archived.minute(archived.ticket["occurred_at"])),
        (_("Reported"), archived.minute(archived.ticket["reported_at"])),
        (_("First response"), archived.minute_of(archived.first("first_response"))),
        (_("Engineer called back"), archived.minute_of(archived.first("engineer_response"))),
        (_("Arrived on site"), archived.minute_of(archived.first("arrived"))),
        (_("Cause found"), archived.minute_of(archived.first("diagnosed"))),
        (_("Restored"), archived.minute_of(archived.restored)),
        (_("Report written"), archived.minute(written.at)),
        (_("Entries made later"), entered_late(archived) or None),
    )


def _impact(archived: ArchivedTicket) -> LabelledValues:
    emergency, solved = archived.first("emergency_declared"), archived.restored
    began = archived.ticket["occurred_at"] or archived.ticket["reported_at"]
    return facts(
        (_("Sites affected"), enumerated(archived.kept["affected_sites"])),
        (_("What stopped working"), emergency.data.get("reason") if emergency else None),
        (_("Duration"), duration(solved.at - began) if solved and solved.at >= began else None),
    )


def _duties(archived: ArchivedTicket, written: ReportTexts) -> tuple[Section, ...]:
    """Return the three sections that the policy requires, even if nothing is written yet."""
    diagnosed, resolved = archived.last("diagnosed"), archived.last("resolved")
    missing = _("Not written yet.")
    cause = facts(
        (_("Fault"), word(FAULT_CLASSES, archived.ticket["fault_class"])),
        (_("Kind of cause"), word(CAUSE_CLASSES, diagnosed.data.get("cause_class")) if diagnosed else None),
        (_("Found"), archived.manner(diagnosed.data.get("method")) if diagnosed else None),
        (_("Given to"), archived.person_and_post(diagnosed.data.get("told_to")) if diagnosed else None),
    )
    workaround = facts((_("Workaround only"), yes_or_no(resolved.data.get("workaround")) if resolved else None))
    return sections(
        section(_("Cause of the fault"), TextBlock(written.cause or missing), cause),
        section(_("How it was handled"), TextBlock(written.method or missing), workaround),
        section(_("Final result"), TextBlock(written.result or missing)),
    )


def _signatures(archived: ArchivedTicket) -> Section | None:
    contact: Mapping[str, Any] = archived.kept["contact"] or {}
    return section(
        _("Signatures"),
        Signatures(
            (
                SignatureLine(_("For the service provider"), archived.person(archived.ticket["owner"])),
                SignatureLine(_("For the customer"), str(contact.get("name") or "")),
            )
        ),
    )
