"""The one-page letter with a manufacturer's notice to a customer concerned (S5.6-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import enumerated, listed, minute
from deskctl.documents.model.tree import Document, TextBlock, facts, section
from deskctl.documents.services.record_document import concerned_equipment, record_document, signatures
from deskctl.language.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def advisory_letter(record: Mapping[str, Any]) -> Document:
    """Return the letter: the notice, the equipment concerned, whom to ask."""
    return record_document(
        record,
        "advisory",
        _("Manufacturer's notice"),
        section(
            _("Overview"),
            facts(
                (_("To"), listed(record["contact_name"], record["contact_title"])),
                (_("Manufacturer"), record["vendor_name"]),
                (_("Published"), record["published"]),
                (_("Given on"), minute(record["given_at"], ZoneInfo(record["zone"]))),
                (_("Models"), enumerated([*record["models"], *record["systems"]])),
                (_("Urgent"), _("yes") if record["urgent"] else None),
                (_("Found at"), record["url"]),
            ),
        ),
        section(_("Notice"), TextBlock(record["text"])),
        concerned_equipment(record),
        section(_("If you have questions"), TextBlock(_questions(record))),
        signatures((_("Given by"), record["sender"]), (_("Received by"), record["contact_name"])),
    )


def _questions(record: Mapping[str, Any]) -> str:
    if not record["hotlines"]:
        return _("Please ask us before you change anything.")
    return _("Please ask us before you change anything: {numbers}.").format(numbers=enumerated(record["hotlines"]))
