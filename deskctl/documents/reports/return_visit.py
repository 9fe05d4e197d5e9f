"""The return-visit record (S5.6): how the customer is, what changed, what was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute
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
from deskctl.documents.model.vocabulary import IMPROVEMENTS, RETURN_VISITS
from deskctl.language.i18n import _, either, language
from deskctl.language.words import STATUSES, word
from deskctl.language.words.choices import MANNERS, ROLES
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from collections.abc import Mapping


def return_visit_record(record: Mapping[str, Any]) -> Document:
    """Return the record of a return visit."""
    zone = ZoneInfo(record["zone"])
    return Document(
        name="return-visit",
        title=_("Return visit record"),
        number=record["id"],
        subject=either(record["customer_name"], record["customer_name_en"]),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Overview"), _overview(record, zone)),
            section(_("Tickets since the last return visit"), _tickets(record, zone)),
            section(_("Changes of environment and demands"), *(Words(text) for text in record["changes_seen"])),
            section(_("Notices handed over"), _advisories(record)),
            section(_("Adjustment of the service"), _improvements(record)),
            section(
                _("Signatures"),
                Signatures(
                    (
                        Blank(_("Visitor"), record["visitor"] or ""),
                        Blank(_("Customer"), record["contact_name"] or ""),
                    )
                ),
            ),
        ),
    )


def _overview(record: Mapping[str, Any], zone: ZoneInfo) -> Facts:
    score = f"{record['score']}/5" if record["score"] is not None else _("not given")
    return facts(
        (_("Customer"), either(record["customer_name"], record["customer_name_en"])),
        (_("Kind"), word(RETURN_VISITS, record["kind"])),
        (_("How"), word(MANNERS, record["how"])),
        (_("When"), minute(record["at"], zone)),
        (_("Visitor"), listed(record["visitor"], word(ROLES, record["visitor_role"]))),
        (_("Contact"), listed(record["contact_name"], record["contact_title"])),
        (_("Telephone"), record["contact_phone"]),
        (_("Satisfaction"), score),
    )


def _tickets(record: Mapping[str, Any], zone: ZoneInfo) -> Table:
    columns = (
        Column(_("Ticket"), width=0.7),
        Column(_("Title"), width=3),
        Column(_("Reported"), width=1.2),
        Column(_("Status")),
    )
    return Table(
        columns,
        tuple(
            (ticket_name(row["number"]), row["title"], minute(row["reported_at"], zone), word(STATUSES, row["status"]))
            for row in record["tickets"]
        ),
    )


def _advisories(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Number"), width=0.7), Column(_("Notice"), width=3.3), Column(_("Published")))
    return Table(columns, tuple((row["id"], row["text"], row["published"]) for row in record["advisories"]))


def _improvements(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Number"), width=0.7), Column(_("Measure"), width=3.3), Column(_("State")))
    return Table(
        columns, tuple((row["id"], row["text"], word(IMPROVEMENTS, row["state"])) for row in record["improvement_rows"])
    )
