"""The record of a return visit (S5.6): satisfaction, changes, notices handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute
from deskctl.documents.model.tree import (
    Block,
    Column,
    Document,
    LabelledValues,
    Table,
    TextBlock,
    facts,
    section,
)
from deskctl.documents.reports.annex import NO_FILES, Annex
from deskctl.documents.services.record_document import customer_of, nothing_recorded, record_document, signatures
from deskctl.language.i18n import _
from deskctl.language.words import STATUSES, word
from deskctl.language.words.choices import MANNERS, RETURN_VISIT_KINDS, ROLES
from deskctl.language.words.records import IMPROVEMENT_STATES
from deskctl.language.words.visit_changes import CHANGES, change_parts
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from collections.abc import Mapping


def return_visit_record(record: Mapping[str, Any], annex: Annex = NO_FILES) -> Document:
    """Return the record of a return visit."""
    zone = ZoneInfo(record["zone"])
    return record_document(
        record,
        "return-visit",
        _("Return visit record"),
        section(_("Overview"), _overview(record, zone)),
        section(_("Tickets since the last return visit"), _tickets(record, zone)),
        section(_("Changes of environment and demands"), _changes(record)),
        section(_("Suggestions of the customer"), TextBlock(record["extra"].get("suggestions") or "")),
        section(_("Needs after the warranty"), TextBlock(record["extra"].get("after_warranty") or "")),
        section(_("Notices handed over"), _advisories(record) if record["advisories"] else nothing_recorded()),
        section(
            _("Adjustment of the service"),
            *_adjustments(record),
        ),
        signatures((_("Visitor"), record["visitor"]), (_("Customer"), record["contact_name"])),
        *annex.sections(),
    )


def _overview(record: Mapping[str, Any], zone: ZoneInfo) -> LabelledValues:
    score = f"{record['score']}/5" if record["score"] is not None else _("not given")
    product = record["extra"].get("product_score")
    return facts(
        (_("Customer"), customer_of(record)),
        (_("Kind"), word(RETURN_VISIT_KINDS, record["kind"])),
        (_("How"), word(MANNERS, record["how"])),
        (_("When"), minute(record["at"], zone)),
        (_("Visitor"), listed(record["visitor"], word(ROLES, record["visitor_role"]))),
        (_("Contact"), listed(record["contact_name"], record["contact_title"])),
        (_("Telephone"), record["contact_phone"]),
        (_("Satisfaction with the service"), score),
        (_("Satisfaction with the product"), f"{product}/5" if product else None),
        (_("Notices not handed over"), record["extra"].get("not_now")),
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


def _adjustments(record: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return the adjustments of the service and the improvements that follow (S5.6)."""
    adjustments = record["extra"].get("adjustments")
    if not adjustments and not record["improvement_rows"]:
        return (nothing_recorded(),)
    return TextBlock(adjustments or ""), _improvements(record)


def _improvements(record: Mapping[str, Any]) -> Table:
    columns = (
        Column(_("Number"), width=0.7), Column(_("Measure"), width=3), Column(_("Responsible")), Column(_("Until")),
        Column(_("State")),
    )  # fmt: skip
    return Table(columns, tuple(
        (row["id"], row["text"], row["owner_name"] or "", row["due"] or "", word(IMPROVEMENT_STATES, row["state"]))
        for row in record["improvement_rows"]
    ))  # fmt: skip


def _changes(record: Mapping[str, Any]) -> Table | TextBlock:
    """Return the changes of the environment and of the demands."""
    if not record["changes_seen"]:
        return TextBlock(_("Nothing changed.")) if record["extra"].get("no_changes") else nothing_recorded()
    parts = map(change_parts, record["changes_seen"])
    rows = tuple((word(CHANGES, kind), words) for kind, words in parts)
    return Table((Column(_("Kind")), Column(_("What changed"), width=4)), rows)
