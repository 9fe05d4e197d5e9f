"""Files of records that the wizard imports: guessing their kind from the headings, and the import."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from deskctl import clock
from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import N_, _
from deskctl.language.words.records import NOUNS
from deskctl.screens.documents.path_list import typed_path

if TYPE_CHECKING:
    from deskctl.exchange.spreadsheet.table_import import TableResult

KINDS = ("customer", "site", "contact", "contract", "asset", "part", "loaner", "staff", "vendor", "faq")
"""The kinds of records that a file may hold, in the order in which a desk is filled."""

_FILE, _KIND = "file_", "kind_"


def guessed_kind(name: str) -> str:
    """Return the kind that matches the most headings of a file, even if one is missing; `BadData` if no kind fits.

    A list of equipment without its class is not a list of loaners: the import names the missing heading.
    """
    from deskctl.exchange.spreadsheet.columns import match_columns, require_columns
    from deskctl.exchange.spreadsheet.kinds import kind_of, needed_columns
    from deskctl.exchange.spreadsheet.rows import open_sheet

    matched: dict[str, tuple[int, bool]] = {}
    with _path(name).open("rb") as stream, open_sheet(stream) as sheet:
        for kind in KINDS:
            with suppress(BadData):
                columns = match_columns(kind, sheet.header, kind_of(kind).fields)
                matched[kind] = (len(columns.fields), False)
                require_columns(columns, needed_columns(kind_of(kind), columns.fields.values()), kind, 1)
                matched[kind] = (len(columns.fields), True)
        seen = ", ".join(sheet.header.cells)
    if not any(is_whole for _count, is_whole in matched.values()):
        raise BadData(N_("The headings match no kind of records: {seen}"), seen=seen)
    return max(matched, key=lambda kind: matched[kind])


def import_files(store: str, answers: Mapping[str, str]) -> Iterator[str]:
    """Import the files in the answers, each all or nothing; yield a line with the result of each."""
    from deskctl.exchange.spreadsheet.table_import import TableOptions, import_table

    for line, name in answers.items():
        if line.startswith(_FILE):
            kind = answers.get(line.replace(_FILE, _KIND)) or guessed_kind(name)
            with _path(name).open("rb") as stream:
                options = TableOptions(kind=kind, name=name)
                yield _in_words(import_table(stream, store, options, now=clock.now(), actor=None), kind, name)


def _path(name: str) -> Path:
    path = Path(typed_path(name))
    if not path.is_file():
        raise NotFound(N_("There is no file {path}."), path=name)
    return path


def _in_words(result: "TableResult", kind: str, name: str) -> str:
    words = _("{file} ({encoding}): {noun}: {create} new, {change} changed, {same} the same")
    counts = {outcome: result.counts[outcome] for outcome in ("create", "change", "same")}
    text = words.format(file=_path(name).name, encoding=result.encoding, noun=_(NOUNS[kind]), **counts)
    ignored = _("{text}; ignored columns: {columns}")
    return ignored.format(text=text, columns=", ".join(result.unknown)) if result.unknown else text
