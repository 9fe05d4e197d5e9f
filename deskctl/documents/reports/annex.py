"""The annex of a report: the files that may be sent to the customer, with pictures shown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.documents.model.picture_scaling import scaled_down
from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import Column, Pictures, Table, section, sections
from deskctl.errors import NotFound
from deskctl.language.i18n import _
from deskctl.language.words.choices import choice_word
from deskctl.queries.dispatch.planned_visits import visits_for
from deskctl.queries.files.file_lists import public_files as files_for_customer
from deskctl.queries.files.stored_files import bytes_of
from deskctl.queries.json_values import read_rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.documents.model.tree import Section
    from deskctl.store.port import Reader

_SHOWN = frozenset({"image/jpeg", "image/png"})
_ENDED = ("attachment_hidden", "attachment_purged")
_MOST = 24 << 20  # bytes of pictures in one document


def public_files(archived: ArchivedTicket) -> list[Mapping[str, Any]]:
    """Return the files that may be sent to the customer, from the actions of a ticket."""
    gone = {step.data.get("attachment") for step in archived.all(*_ENDED)}
    added = (step.data for step in archived.all("attachment_added"))
    return [data for data in added if data.get("public") and data.get("attachment") not in gone]


def stored_pictures(conn: Reader, archived: ArchivedTicket) -> dict[str, bytes]:
    """Return the bytes of the pictures that may be sent to the customer, by hash, without deleted ones."""
    return _bytes_of(conn, public_files(archived))


def _bytes_of(conn: Reader, files: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for file in files:
        if file.get("type") in _SHOWN and sum(map(len, contents.values())) + file["size"] <= _MOST:
            try:
                contents[file["sha256"]] = bytes_of(conn, file["sha256"])
            except NotFound:
                continue
    return contents


def files_of_visit(archived: ArchivedTicket, visit: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the public files of a visit: those attached to it, or added while its engineer was on site."""
    steps = archived.all("attachment_added")
    begin, end = (read_rfc3339(visit[name]) for name in ("arrived_at", "left_at"))
    attachments = {
        step.data.get("attachment")
        for step in steps
        if (visit["id"] and step.data.get("visit") == visit["id"])
        or (not step.data.get("visit") and begin is not None and begin <= step.at <= (step.at if end is None else end))
    }
    return [file for file in public_files(archived) if file.get("attachment") in attachments]


class Annex(NamedTuple):
    """The files of records that may be sent to the customer, and the bytes of the pictures among them."""

    files: Sequence[Mapping[str, Any]] = ()
    stored: Mapping[str, bytes] = MappingProxyType({})

    def sections(self) -> tuple[Section, ...]:
        """Return the sections at the end of a document; none without files."""
        listed = section(_("Files"), files_table(self.files))
        return sections(listed, section(_("Pictures"), pictures(self.files, self.stored)))


NO_FILES = Annex()


def annex_of(conn: Reader, *owners: str) -> Annex:
    """Return the annex of a document on records, including the visits made for them."""
    visits = [name for owner in owners for name in visits_for(conn, owner)]
    files = files_for_customer(conn, [*owners, *visits])
    return Annex(files, _bytes_of(conn, files))


def files_table(files: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table of the files with their sizes and hashes."""
    columns = (
        Column(_("File"), width=2), Column(_("Kind"), width=0.9), Column(_("Bytes"), kind="number", width=0.9),
        Column("SHA-256", width=3.4),
    )  # fmt: skip
    return Table(
        columns,
        tuple((file["name"], choice_word("kind", file["kind"]), file["size"], file["sha256"]) for file in files),
    )


def pictures(files: Sequence[Mapping[str, Any]], stored: Mapping[str, bytes]) -> Pictures:
    """Return the pictures among the files, without the metadata of the camera."""
    shown = (clean_picture(stored[file["sha256"]], file["name"]) for file in files if file["sha256"] in stored)
    return Pictures(tuple(scaled_down(picture) for picture in shown if picture is not None))
