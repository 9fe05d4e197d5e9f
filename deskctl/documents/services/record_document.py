"""Parts shared by the documents on service records: the head, the equipment, and the places to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Column,
    Document,
    Section,
    SignatureLine,
    Signatures,
    Table,
    TextBlock,
    section,
    sections,
)
from deskctl.language.i18n import _, either, language

if TYPE_CHECKING:
    from collections.abc import Mapping


def record_document(
    record: Mapping[str, Any], name: str, title: str, *parts: Section | None, about: str | None = None, mark: str = ""
) -> Document:
    """Return a document on a record of a customer; `about` names its topic, such as a site."""
    return Document(
        name=name,
        title=title,
        number=record["id"],
        subject=listed(customer_of(record), about),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(*parts),
        mark=mark,
    )


def customer_of(record: Mapping[str, Any]) -> str:
    """Return the customer in the current language."""
    return either(record["customer_name"], record["customer_name_en"])


def nothing_recorded() -> TextBlock:
    """Return the text of a section that the policy demands, if it has no content."""
    return TextBlock(_("Nothing recorded."))


def signatures(*signers: tuple[str, str | None]) -> Section | None:
    """Return the places to sign, each with its role and the name if it is known."""
    return section(_("Signatures"), Signatures(tuple(SignatureLine(role, name or "") for role, name in signers)))


def concerned_equipment(record: Mapping[str, Any]) -> Section | None:
    """Return the equipment of the customer that a letter is about."""
    columns = (Column(_("Equipment"), width=2), Column(_("Model")), Column(_("Serial number"), width=1.3),
               Column(_("Site"), width=1.5))  # fmt: skip
    rows = tuple((row["name"], row["model"], row["serial"], row["site"]) for row in record["assets"])
    return section(_("Your equipment concerned"), Table(columns, rows))
