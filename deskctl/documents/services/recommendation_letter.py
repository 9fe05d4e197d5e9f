"""The letter with a recommendation to a customer: advice, cost, date, and the customer's answer (S4-tuning)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute, money
from deskctl.documents.model.tree import Document, TextBlock, facts, section
from deskctl.documents.reports.annex import NO_FILES, Annex
from deskctl.documents.services.record_document import concerned_equipment, customer_of, record_document, signatures
from deskctl.language.i18n import _
from deskctl.language.words import capitalized, word
from deskctl.language.words.choices import ADVICE, GROUPS
from deskctl.language.words.records import RECOMMENDATION_STATES

if TYPE_CHECKING:
    from collections.abc import Mapping


def recommendation_letter(record: Mapping[str, Any], annex: Annex = NO_FILES) -> Document:
    """Return the letter: the advice, the equipment concerned, its cost, and space for the customer's answer."""
    zone = ZoneInfo(record["zone"])
    return record_document(
        record,
        "recommendation",
        _("Recommendation"),
        section(
            _("Overview"),
            facts(
                (_("Customer"), customer_of(record)),
                (_("Kind"), word(ADVICE, record["kind"])),
                (_("Area"), capitalized(word(GROUPS, record["area"]))),
                (_("Proposed"), minute(record["proposed_at"], zone)),
                (_("Inspection"), record["inspection"]),
                (_("By when"), record["due"]),
                (_("Cost"), money(record["cost"], record["currency"])),
                (_("State"), word(RECOMMENDATION_STATES, record["state"])),
            ),
        ),
        section(_("Advice"), TextBlock(record["text"])),
        concerned_equipment(record),
        section(_("The customer's answer"), TextBlock(_answer(record))),
        signatures((_("Proposed by"), record["proposer"]), (_("Customer"), _who(record))),
        *annex.sections(),
    )


def _answer(record: Mapping[str, Any]) -> str:
    if record["state"] != "proposed":
        return listed(word(RECOMMENDATION_STATES, record["state"]), record["words"])
    return _("□ We agree.        □ We decline, because:") + " ______________________"


def _who(record: Mapping[str, Any]) -> str:
    return listed(record["contact_name"], record["contact_title"])
