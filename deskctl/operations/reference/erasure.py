"""Erase a person: names, phones and mail addresses are removed from the records and from their history.

What is changed in the history no longer fits its link; the erasure is an action of its own that names each such row,
its link and what is left of it, so that the chain still vouches for everything else.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from deskctl.desk.stored_bytes import remove_bytes
from deskctl.language.i18n import N_
from deskctl.names import ERASED_TEXT, ticket_name
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, OnRecord, RecordOperation
from deskctl.operations.reference.draft_erasure import erase_from_drafts, marked
from deskctl.queries.customers.personal_data import (
    PERSONAL,
    documents_naming,
    drafts_holding,
    files_naming,
    files_of,
    keys_holding,
    known_values,
    mails_naming,
    messages_of,
    originals_of,
    records_of_person,
    steps_of,
    tickets_naming,
    tickets_of,
)
from deskctl.queries.files.file_lists import users_of
from deskctl.queries.files.stored_files import file_named
from deskctl.store.facts.chain import ERASED, RECORD_FIELDS, content_hash

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_LISTED = 50


@dataclass(frozen=True, kw_only=True)
class EraseContact(OnRecord, RecordOperation):
    """Erase a person's name, phone and mail address from the records and their history; this cannot be undone."""

    noun = "contact"
    verb = "erase"
    example = N_("deskctl contact erase P-0102 --reason 'asked by themselves' --actor LE1")

    reason: str | None = option(N_("why"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Erase the person, record what was changed, and warn of what still mentions them."""
        contacts = records_of_person(desk.reader, str(self.id))
        values = known_values(desk.reader, contacts) - {ERASED_TEXT}
        _warn_of_mentions_left(desk, values)
        _warn_of_unread_files(desk, contacts)
        rows = [row for contact in contacts for row in _erase_history(desk, contact, values)]
        for contact in contacts:
            _erase_record(desk, contact)
        _erase_originals(desk, contacts)
        _purge_files(desk, contacts)
        _erase_messages(desk, contacts, values)
        _erase_keys_and_drafts(desk, values)
        desk.afterwards.append(partial(erase_from_drafts, values=values, mark=ERASED_TEXT))
        desk.record_in_history(self.noun, str(self.id), ERASED, {**self.data(), "rows": rows})


def _erase_record(desk: "Desk", contact: str) -> None:
    row = desk.row("contact", id=contact) or {}
    marked = {name: ERASED_TEXT for name in PERSONAL if row[name] is not None}
    desk.update("contact", {"id": contact}, {**marked, "retired_at": row["retired_at"] or desk.at})


def _erase_history(desk: "Desk", contact: str, values: Collection[str]) -> list[dict[str, Any]]:
    """Erase the person from the history of a contact; return the changed rows, which the erasure records."""
    rows = []
    for step in steps_of(desk.reader, contact):
        left = {**step, "data": _marked_data(step["data"]), "note": marked(step["note"], values, ERASED_TEXT)}
        if left == step:
            continue
        key = {name: step[name] for name in ("noun", "id", "seq")}
        desk.update("master_action", key, {"data": left["data"], "note": left["note"]})
        rows.append(
            {**key, "link": step["chain"], "content": content_hash(tuple(left[name] for name in RECORD_FIELDS))}
        )
    return rows


def _marked_data(text: str) -> str:
    data: Mapping[str, Any] = json.loads(text)
    marked = {name: _mark(value) if name in PERSONAL else value for name, value in data.items()}
    return json.dumps(marked, ensure_ascii=False)


def _mark(value: Any) -> Any:
    if isinstance(value, dict):
        return {side: _mark(one) for side, one in value.items()}
    return value and ERASED_TEXT


def _erase_messages(desk: "Desk", contacts: list[str], values: set[str]) -> None:
    """Erase the person from mails and messages; the text of a mail stays, like that of a ticket.

    A mail may write the name of its sender in any way.
    """
    for table, row in messages_of(desk.reader, contacts):
        key, *texts = row.items()
        left = {name: text and marked(text, values, ERASED_TEXT) for name, text in texts}
        if left.get("from_name"):
            left["from_name"] = ERASED_TEXT
        desk.update(table, dict([key]), left)


def _erase_originals(desk: "Desk", contacts: list[str]) -> None:
    """Remove the original bytes of the person's mails, headers included; warn of attached files."""
    originals = originals_of(desk.reader, contacts)
    for mail, sha256, shared in originals:
        desk.update("mail", {"id": mail}, {"sha256": None})
        if not shared:
            remove_bytes(desk, sha256)
    mails = [mail for mail, _sha256, _shared in originals]
    if mails:
        desk.warn(N_("The original bytes of these mails were removed: {mails}."), mails=_listed(mails))
        files = files_of(desk.reader, mails)
        if files:
            desk.warn(
                N_("Files that came with them stay: {files}; look at them and purge what names the person."),
                files=_listed(files),
            )


def _purge_files(desk: "Desk", contacts: list[str]) -> None:
    """Remove the bytes of the person's own files, unless other records share them; warn which ones do."""
    for file in files_of(desk.reader, contacts):
        row = file_named(desk.reader, file)
        others = users_of(desk.reader, row["sha256"], besides=file)
        desk.update("attachment", {ABOUT: file}, {"purged_at": desk.at, "name": ERASED_TEXT})
        if others:
            desk.warn(N_("The same bytes stay with {others}."), others=_listed(others))
        else:
            remove_bytes(desk, row["sha256"])


def _erase_keys_and_drafts(desk: "Desk", values: set[str]) -> None:
    for place, receipt in enumerate(keys_holding(desk.reader, values)):
        desk.remove("receipt", key=receipt["key"])
        desk.insert("receipt", {**receipt, "key": f"{marked(receipt['key'], values, ERASED_TEXT)} {desk.now}.{place}"})
    for draft in drafts_holding(desk.reader, values):
        texts = {name: marked(text, values, ERASED_TEXT) for name, text in draft.items() if name != "ticket"}
        desk.update("report_draft", {"ticket": draft["ticket"]}, texts)


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    return (*names[:_LISTED], "...") if len(names) > _LISTED else tuple(names)


def _warn_of_unread_files(desk: "Desk", contacts: list[str]) -> None:
    """Warn of the files of the person's tickets, whose content is not searched."""
    tickets = [ticket_name(number) for number in tickets_of(desk.reader, contacts)]
    files = files_of(desk.reader, tickets) if tickets else []
    if files:
        desk.warn(
            N_("Files of the person's tickets were not read: {files}; look at them and purge what names the person."),
            files=_listed(files),
        )


def _warn_of_mentions_left(desk: "Desk", values: set[str]) -> None:
    """Warn of mentions that stay: free texts, issued documents, and exports made before."""
    tickets = [ticket_name(number) for number in tickets_naming(desk.reader, values)]
    reports = [ticket_name(number) for number in documents_naming(desk.reader, values)]
    for places, template in (
        (tickets, N_("The person is named in the texts of tickets, unchanged: {found}.")),
        (reports, N_("The person is named in issued reports, unchanged: {found}.")),
        (mails_naming(desk.reader, values), N_("The person is named in the words of mails, unchanged: {found}.")),
        (files_naming(desk.reader, values), N_("The person is named in the names of files, unchanged: {found}.")),
    ):
        if places:
            desk.warn(template, found=_listed(places))
    desk.warn(
        N_("Earlier backups, exports and documents still contain this person's data: replace or delete them by hand.")
    )
