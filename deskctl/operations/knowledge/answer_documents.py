"""Answers as a document: issued as they are at that time, handed over to a customer, never changed (S2.A-3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from shlex import quote
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import Refused
from deskctl.language.i18n import N_, language
from deskctl.language.words.choices import LANGUAGES
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.queries.knowledge.answers import first_draft, published_answers
from deskctl.queries.knowledge.document_contents import ISSUED, contents_of, current_document
from deskctl.queries.reference.owners import owners_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

DOCUMENT_TABLE = "faq_document"
_KEPT = ("id", "version", "topic", "question", "answer")


@dataclass(frozen=True, kw_only=True)
class _OnDocument(Operation):
    """An action on a document of answers; the command line writes it to a file too, or to a folder with its files."""

    noun = "faq"
    on_ticket = False
    shows = "faq-document"

    output: str | None = option(N_("the file or folder to write it to"), stored=False, cli_only=True)
    format: str | None = option(N_("the format of that file"), stored=False, cli_only=True)


@dataclass(frozen=True, kw_only=True)
class IssueDocument(_OnDocument):
    """Issue the published answers of a system as a document; if nothing changed, the existing one stays current."""

    verb = "issue"
    event = ISSUED
    example = "deskctl faq issue --system ERP-X --language zh"

    system: str | None = option(N_("the system"), required=True)
    language: str | None = option(N_("the language of the answers; that of --lang by default"), choices=LANGUAGES)

    def run(self, desk: "Desk") -> None:
        """Store the content of the document in its history; its row names the newest version."""
        lang = self.language or language()
        answers = published_answers(desk.reader, desk.at, system=str(self.system), lang=lang)
        if not answers:
            raise Refused(
                N_("There is no published answer on {system} in this language."), system=self.system, code="nothing",
                hint=self._hint(desk, lang),
            )  # fmt: skip
        frozen = [{name: row[name] for name in _KEPT} for row in answers]
        current = current_document(desk.reader, str(self.system), lang)
        before = contents_of(desk.reader, current["id"], current["version"]) if current else None
        is_same = before is not None and _named(before.entries) == _named(frozen)
        if current is not None and is_same and before is not None and before.frozen:
            desk.about = current["id"]
            desk.warn(
                N_("{id} version {version} has this content already."), id=current["id"], version=current["version"]
            )
            return
        self._keep(desk, current, lang, frozen, is_same=is_same)

    def _hint(self, desk: "Desk", lang: str) -> str:
        draft = first_draft(desk.reader, str(self.system), lang)
        return f"deskctl faq release {draft}" if draft else f"deskctl faq list {quote(str(self.system))}"

    def _keep(
        self, desk: "Desk", current: Mapping[str, Any] | None, lang: str, frozen: list[dict[str, Any]], *, is_same: bool
    ) -> None:
        today = datetime.fromtimestamp(desk.at, desk.zone).date().isoformat()
        names = json.dumps([row["id"] for row in frozen], separators=(",", ":"))
        issued = str(current["issued"]) if current is not None and is_same else today
        if current is None:
            name, version = next_id(desk, DOCUMENT_TABLE, "FD-"), 1
            made = {"id": name, "system": self.system, "version": 1, "issued": today, "entries": names, "lang": lang}
            desk.insert(DOCUMENT_TABLE, {**made, "delivered": "[]"})
        else:
            name, version = current["id"], current["version"] + (not is_same)
            changed = {} if is_same else {"version": version, "issued": today, "entries": names}
            desk.update(DOCUMENT_TABLE, {"id": name}, {**changed, "lang": lang})
        desk.record_in_history(
            DOCUMENT_TABLE, name, ISSUED, {"version": version, "lang": lang, "issued": issued, "answers": frozen}
        )


@dataclass(frozen=True, kw_only=True)
class HandOverDocument(_OnDocument):
    """Record that a document of answers was handed over to a customer."""

    verb = "hand-over"
    event = "faq_handed_over"
    about = "document"
    needed: ClassVar[tuple[str, ...]] = ("document",)
    example = "deskctl faq hand-over FD-01 --to P-0401 --how email"

    document: str | None = option(N_("the document"), ref=DOCUMENT_TABLE)
    to: str | None = option(N_("to whom"), ref="contact", required=True)
    how: str | None = option(N_("how"), choices=("email", "in_person", "online"), default="email")
    version: int | None = option(N_("which version; the newest if not given"), minimum=1)

    def run(self, desk: "Desk") -> None:
        """Add the customer of the contact to those who have it; refuse a contact without a customer."""
        row = desk.row(DOCUMENT_TABLE, id=self.document) or {}
        version = self.version or row["version"]
        if contents_of(desk.reader, row["id"], version) is None:
            raise Refused(N_("{id} has no version {version}."), id=row["id"], version=version, code="no_version")
        customers = owners_of(desk.reader, "contact", str(self.to))
        if not customers:
            raise Refused(N_("{contact} belongs to no customer."), contact=self.to, code="wrong_customer")
        (customer,) = customers
        at = datetime.fromtimestamp(desk.at, desk.zone).isoformat()
        delivery = {"customer": customer, "at": at, "to": self.to, "how": self.how, "version": version}
        delivered = [*json.loads(row["delivered"]), delivery]
        packed = json.dumps(delivered, ensure_ascii=False, separators=(",", ":"))
        desk.update(DOCUMENT_TABLE, {"id": row["id"]}, {"delivered": packed})
        desk.record_in_history(DOCUMENT_TABLE, row["id"], self.event, delivery)


def _named(entries: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((row["id"], row["version"]) for row in entries)
