"""The record of a training, and the sheet on which those who attend sign (S3-training)."""

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
from deskctl.documents.reports.annex import Annex
from deskctl.language.i18n import _, either, language

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = 12
_MOST_LINES = 60


_NO_FILES = Annex()


def training_record(record: Mapping[str, Any], annex: Annex = _NO_FILES) -> Document:
    """Return the record: what was asked for, when and where it was held, what was handed over."""
    zone = ZoneInfo(record["zone"])
    return _document(
        record,
        "training",
        _("Training record"),
        section(_("Overview"), _overview(record, zone)),
        section(_("Differs from the request"), Words(record["differs_reason"] or "")),
        section(_("People attending"), Words(", ".join(record["names"]))),
        section(_("Material"), _material(record, zone)),
        section(
            _("Signatures"),
            Signatures(
                (Blank(_("Trainer"), record["trainer_name"] or ""), Blank(_("Customer"), record["receiver"] or ""))
            ),
        ),
        *annex.sections(),
        mark="" if record["held_at"] else _("Not held yet"),
    )


def attendance_sheet(record: Mapping[str, Any]) -> Document:
    """Return the sheet with a line for each who attends; names that are known are filled in."""
    zone = ZoneInfo(record["zone"])
    return _document(
        record,
        "attendance",
        _("Attendance sheet"),
        section(_("Overview"), _overview(record, zone)),
        section(_("People attending"), _attendees(record)),
        section(_("Signatures"), Signatures((Blank(_("Trainer"), record["trainer_name"] or ""),))),
    )


def _document(record: Mapping[str, Any], name: str, title: str, *made: Any, mark: str = "") -> Document:
    return Document(
        name=name,
        title=title,
        number=record["id"],
        subject=listed(either(record["customer_name"], record["customer_name_en"]), record["topic"]),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(*made),
        mark=mark,
    )


def _overview(record: Mapping[str, Any], zone: ZoneInfo) -> Facts:
    return facts(
        (_("Customer"), either(record["customer_name"], record["customer_name_en"])),
        (_("Topic"), record["topic"]),
        (_("Requested"), minute(record["requested_at"], zone)),
        (_("Requested for"), minute(record["requested_for"], zone)),
        (_("Held"), minute(record["held_at"], zone)),
        (_("Held where"), listed(*dict.fromkeys((record["place"], record["site_name"])))),
        (_("Trainer"), record["trainer_name"]),
        (_("Number of attendees"), record["attendees"]),
        (_("Ticket"), record["ticket"]),
    )


def _material(record: Mapping[str, Any], zone: ZoneInfo) -> Facts:
    return facts(
        (_("Made from"), record["base_title"]),
        (_("Version for this customer"), record["material_title"]),
        (_("Given on"), minute(record["material_delivered_at"], zone)),
        (_("Handed over to"), record["receiver"]),
    )


def _attendees(record: Mapping[str, Any]) -> Table:
    names = list(record["names"])
    lines = min(max(_LINES, record["attendees"] or 0, len(names)), _MOST_LINES)
    columns = (Column(_("No."), "number", 0.4), Column(_("Full name"), width=1.5), Column(_("Department"), width=1.5),
               Column(_("Signature"), width=2))  # fmt: skip
    filled = [*names, *[""] * (lines - len(names))]
    return Table(columns, tuple((place, name, "", "") for place, name in enumerate(filled, 1)))
