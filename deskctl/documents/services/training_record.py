"""The record of a training, and the attendance sheet (S3-training)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import enumerated, listed, minute
from deskctl.documents.model.tree import (
    Column,
    Document,
    LabelledValues,
    Table,
    TextBlock,
    facts,
    section,
)
from deskctl.documents.reports.annex import NO_FILES, Annex
from deskctl.documents.services.record_document import customer_of, record_document, signatures
from deskctl.language.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = 12
_MOST_LINES = 60


def training_record(record: Mapping[str, Any], annex: Annex = NO_FILES) -> Document:
    """Return the record: the request, when and where the training was held, the material handed over."""
    zone = ZoneInfo(record["zone"])
    return record_document(
        record,
        "training",
        _("Training record"),
        section(_("Overview"), _overview(record, zone)),
        section(_("Differs from the request"), TextBlock(record["differs_reason"] or "")),
        section(_("People attending"), TextBlock(enumerated(record["names"]))),
        section(_("Material"), _material(record, zone)),
        section(_("Evaluation"), _evaluations(record, zone)),
        signatures((_("Trainer"), record["trainer_name"]), (_("Customer"), record["receiver"])),
        *annex.sections(),
        about=record["topic"],
        mark="" if record["held_at"] else _("Not held yet"),
    )


def attendance_sheet(record: Mapping[str, Any]) -> Document:
    """Return the sheet with a line for each attendee; known names are filled in."""
    zone = ZoneInfo(record["zone"])
    return record_document(
        record,
        "attendance",
        _("Attendance sheet"),
        section(_("Overview"), _overview(record, zone)),
        section(_("People attending"), _attendees(record)),
        signatures((_("Trainer"), record["trainer_name"])),
        about=record["topic"],
    )


def _overview(record: Mapping[str, Any], zone: ZoneInfo) -> LabelledValues:
    return facts(
        (_("Customer"), customer_of(record)),
        (_("Topic"), record["topic"]),
        (_("Requested"), minute(record["requested_at"], zone)),
        (_("Requested by"), record["requested_by"]),
        (_("Requested for"), minute(record["requested_for"], zone)),
        (_("Held"), minute(record["held_at"], zone)),
        (_("Held at"), listed(*dict.fromkeys((record["place"], record["site_name"])))),
        (_("Trainer"), record["trainer_name"]),
        (_("Number of attendees"), record["attendees"]),
        (_("Ticket"), record["ticket"]),
    )


def _material(record: Mapping[str, Any], zone: ZoneInfo) -> LabelledValues:
    return facts(
        (_("Made from"), record["base_title"]),
        (_("Version for this customer"), record["material_title"]),
        (_("Given on"), minute(record["material_delivered_at"], zone)),
        (_("Handed over to"), record["receiver"]),
    )


def _evaluations(record: Mapping[str, Any], zone: ZoneInfo) -> Table:
    columns = (Column(_("When"), width=1.2), Column(_("By"), width=1.4), Column(_("Stars"), width=0.6),
               Column(_("Words"), width=2.4))  # fmt: skip
    return Table(columns, tuple(
        (minute(one["at"], zone), one["by"] or "", f"{one['score']} / 5", one["text"] or "")
        for one in record["evaluations"]
    ))  # fmt: skip


def _attendees(record: Mapping[str, Any]) -> Table:
    names = list(record["names"])
    lines = min(max(_LINES, record["attendees"] or record["people"] or 0, len(names)), _MOST_LINES)
    columns = (Column(_("No."), "number", 0.4), Column(_("Full name"), width=1.5), Column(_("Department"), width=1.5),
               Column(_("Signature"), width=2))  # fmt: skip
    filled = [*names, *[""] * (lines - len(names))]
    return Table(columns, tuple((place, name, "", "") for place, name in enumerate(filled, 1)), by_hand=True)
