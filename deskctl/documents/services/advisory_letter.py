"""The letter with a manufacturer's notice to a customer whom it concerns: one page (S5.6-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import Blank, Column, Document, Signatures, Table, Words, facts, section, sections
from deskctl.language.i18n import _, either, language

if TYPE_CHECKING:
    from collections.abc import Mapping


def advisory_letter(record: Mapping[str, Any]) -> Document:
    """Return the letter: what the maker says, which equipment it is about, whom to ask."""
    return Document(
        name="advisory",
        title=_("Notice of a manufacturer"),
        number=record["id"],
        subject=either(record["customer_name"], record["customer_name_en"]),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(
                _("Overview"),
                facts(
                    (_("To"), listed(record["contact_name"], record["contact_title"])),
                    (_("Manufacturer"), record["vendor_name"]),
                    (_("Published"), record["published"]),
                    (_("Given on"), minute(record["given_at"], ZoneInfo(record["zone"]))),
                    (_("Models"), ", ".join([*record["models"], *record["systems"]])),
                    (_("Urgent"), _("yes") if record["urgent"] else None),
                    (_("Found at"), record["url"]),
                ),
            ),
            section(_("Notice"), Words(record["text"])),
            section(_("Your equipment that it concerns"), _equipment(record)),
            section(_("Questions"), Words(_questions(record))),
            section(
                _("Signatures"),
                Signatures(
                    (
                        Blank(_("Given by"), record["sender"] or ""),
                        Blank(_("Received by"), record["contact_name"] or ""),
                    )
                ),
            ),
        ),
    )


def _questions(record: Mapping[str, Any]) -> str:
    if not record["hotlines"]:
        return _("Please ask us before you change anything.")
    return _("Please ask us before you change anything: {numbers}.").format(numbers=", ".join(record["hotlines"]))


def _equipment(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Equipment"), width=2), Column(_("Model")), Column(_("Serial number"), width=1.3),
               Column(_("Site"), width=1.5))  # fmt: skip
    return Table(columns, tuple((row["name"], row["model"], row["serial"], row["site"]) for row in record["assets"]))
