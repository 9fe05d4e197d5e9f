"""The annex of a report: the files that may go to the customer, its pictures shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import Column, Pictures, Table
from deskctl.errors import NotFound
from deskctl.language.i18n import _
from deskctl.language.words.choices import choice_word
from deskctl.queries.messages.stored_files import bytes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.store.port import Reader

_SHOWN = frozenset({"image/jpeg", "image/png"})
_ENDED = ("attachment_hidden", "attachment_purged")
_MOST = 24 << 20  # bytes of pictures in one paper


def public_files(archived: ArchivedTicket) -> list[Mapping[str, Any]]:
    """Return the files that may go to the customer, as the steps of a ticket name them."""
    gone = {step.data.get("attachment") for step in archived.all(*_ENDED)}
    added = (step.data for step in archived.all("attachment_added"))
    return [data for data in added if data.get("public") and data.get("attachment") not in gone]


def stored_pictures(conn: Reader, archived: ArchivedTicket) -> dict[str, bytes]:
    """Return the bytes of the pictures that may go to the customer, by hash; those that are gone are left out."""
    found: dict[str, bytes] = {}
    for file in public_files(archived):
        if file.get("type") in _SHOWN and sum(map(len, found.values())) + file["size"] <= _MOST:
            try:
                found[file["sha256"]] = bytes_of(conn, file["sha256"])
            except NotFound:
                continue
    return found


def files_table(files: Sequence[Mapping[str, Any]]) -> Table:
    """Return the list of the files with their sizes and hashes."""
    columns = (
        Column(_("File"), width=2), Column(_("Kind"), width=0.9), Column(_("Bytes"), kind="number", width=0.9),
        Column("SHA-256", width=3.4),
    )  # fmt: skip
    return Table(
        columns,
        tuple((file["name"], choice_word("kind", file["kind"]), file["size"], file["sha256"]) for file in files),
    )


def pictures(files: Sequence[Mapping[str, Any]], stored: Mapping[str, bytes]) -> Pictures:
    """Return the pictures among the files, without what a camera wrote beside them."""
    shown = (clean_picture(stored[file["sha256"]], file["name"]) for file in files if file["sha256"] in stored)
    return Pictures(tuple(picture for picture in shown if picture is not None))
