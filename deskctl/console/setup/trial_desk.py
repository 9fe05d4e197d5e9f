"""A temporary desk in which the wizard tries the answers of each page."""

import re
from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

from deskctl.console.setup.setup_pages import PAGES, Answers
from deskctl.errors import DeskError
from deskctl.language.i18n import _, counted
from deskctl.temporary_files import temporary_folder

_SHOWN = 4


_LINES: Mapping[str, str] = {
    "caller_name": "caller", "contact": "caller", "customer": "customer", "final_acceptance_date": "contract_accepted",
    "from": "from", "maintenance_end": "contract_until", "maintenance_start": "contract_from", "no": "contract",
    "number": "hotline", "phone": "phone", "title": "title", "until": "until", "zone": "zone",
}  # fmt: skip
"""Field of an operation -> the line of the wizard in which its value is typed."""
_END_OF_NAME = re.compile("[,;:，；：]")


class TrialResult(NamedTuple):
    """The result of trying the answers: what they would create, or the mistakes and the `line` that is wrong."""

    is_good: bool
    lines: tuple[str, ...]
    line: str = ""
    notice: str = ""
    """What the user must know of the desk on the last page; empty if there is nothing."""


def try_answers(answers: Answers) -> TrialResult:
    """Create the desk in a temporary folder and return the result; nothing else is written."""
    from deskctl.console.setup.first_desk import fill_desk

    try:
        with temporary_folder() as folder:
            store = str(folder / "tried.db")
            lines = tuple(fill_desk(store, answers, None))
            return TrialResult(is_good=True, lines=lines, notice=_notice(store))
    except DeskError as error:
        line = _wrong_line(error, answers)
        return TrialResult(is_good=False, lines=_mistakes(error, line), line=line)
    except OSError as error:
        return TrialResult(is_good=False, lines=(f"{error.filename}: {error.strerror}",))


def _notice(store: str) -> str:
    from deskctl.operations.reference.desk_setup import hours_elsewhere
    from deskctl.store.open import open_reader

    with closing(open_reader(store)) as conn:
        notice = hours_elsewhere(conn)
    return "" if notice is None else notice.text(_)


def _wrong_line(error: DeskError, answers: Answers) -> str:
    """Return the name of the line that an error is about; of several files, the last; empty if none is known."""
    from deskctl.exchange.spreadsheet.row_errors import BadRows

    if isinstance(error, BadRows):
        return max((name for name in answers if name.startswith("file_")), default="")
    field = error.values.get("field") or next((name for name in _LINES if name in error.values), "")
    line = _LINES.get(str(field), "")
    is_derived = line == "contract_accepted" and line not in answers
    return "contract_from" if is_derived else line


def _mistakes(error: DeskError, line: str) -> tuple[str, ...]:
    """Return the texts of an error, which names a line as the page does."""
    from deskctl.exchange.spreadsheet.row_errors import BadRows, short

    if not isinstance(error, BadRows):
        label = next((one.label for page in PAGES for one in page.lines if one.name == line), "")
        named = {"field": _END_OF_NAME.split(_(label))[0]} if label and "field" in error.values else {}
        return (DeskError(error.template, **{**error.values, **named}).text(_),)
    text = _("line {line}, {column}: {value}: {why}")
    shown = [
        text.format(line=one.line, column=one.column, value=short(one.value), why=one.text())
        for one in error.errors[:_SHOWN]
    ]
    if error.remedy is not None:
        shown.append(_("Name the files of customers and sites before this one."))
    return (counted("{n} mistake in the file:", "{n} mistakes in the file:", len(error.errors)), *shown)
