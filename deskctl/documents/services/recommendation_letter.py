"""The letter with what a customer is advised to do: what it costs, by when, and his answer (S4-tuning)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute, money
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import Blank, Column, Document, Signatures, Table, Words, facts, section, sections
from deskctl.documents.model.vocabulary import ADVICE_STATES, GROUPS
from deskctl.documents.reports.annex import Annex
from deskctl.language.i18n import _, either, language
from deskctl.language.words import word
from deskctl.language.words.choices import ADVICE

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_FILES = Annex()


def recommendation_letter(record: Mapping[str, Any], annex: Annex = _NO_FILES) -> Document:
    """Return the letter: the advice, the equipment it is about, its cost, and where the customer answers."""
    zone = ZoneInfo(record["zone"])
    return Document(
        name="recommendation",
        title=_("Recommendation"),
        number=record["id"],
        subject=either(record["customer_name"], record["customer_name_en"]),
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(
                _("Overview"),
                facts(
                    (_("Customer"), either(record["customer_name"], record["customer_name_en"])),
                    (_("Kind"), word(ADVICE, record["kind"])),
                    (_("Area"), word(GROUPS, record["area"])),
                    (_("Proposed"), minute(record["proposed_at"], zone)),
                    (_("Inspection"), record["inspection"]),
                    (_("By when"), record["due"]),
                    (_("Cost"), money(record["cost"], record["currency"])),
                    (_("State"), word(ADVICE_STATES, record["state"])),
                ),
            ),
            section(_("Advice"), Words(record["text"])),
            section(_("Your equipment that it concerns"), _equipment(record)),
            section(_("The customer's answer"), Words(_answer(record))),
            section(
                _("Signatures"),
                Signatures((Blank(_("Proposed by"), record["proposer"] or ""), Blank(_("Customer"), _who(record)))),
            ),
            *annex.sections(),
        ),
    )


def _answer(record: Mapping[str, Any]) -> str:
    if record["state"] != "proposed":
        return listed(word(ADVICE_STATES, record["state"]), record["words"])
    return _("□ We agree.        □ We decline, because:") + " ______________________"


def _who(record: Mapping[str, Any]) -> str:
    return listed(record["contact_name"], record["contact_title"])


def _equipment(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Equipment"), width=2), Column(_("Model")), Column(_("Serial number"), width=1.3),
               Column(_("Site"), width=1.5))  # fmt: skip
    return Table(columns, tuple((row["name"], row["model"], row["serial"], row["site"]) for row in record["assets"]))
