"""A temporary desk in which the wizard tries the answers of each page."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from deskctl.errors import DeskError
from deskctl.language.i18n import _

_SHOWN = 4


class TrialResult(NamedTuple):
    """The result of trying the answers: what they would create, or the mistakes."""

    is_good: bool
    lines: tuple[str, ...]


def try_answers(answers: Mapping[str, str]) -> TrialResult:
    """Create the desk in a temporary folder and return the result; nothing else is written."""
    from deskctl.console.setup.first_desk import fill_desk

    with TemporaryDirectory() as folder:
        try:
            return TrialResult(is_good=True, lines=tuple(fill_desk(str(Path(folder) / "tried.db"), answers, None)))
        except DeskError as error:
            return TrialResult(is_good=False, lines=_mistakes(error))
        except OSError as error:
            return TrialResult(is_good=False, lines=(f"{error.filename}: {error.strerror}",))


def _mistakes(error: DeskError) -> tuple[str, ...]:
    from deskctl.exchange.spreadsheet.row_errors import BadRows, short

    if not isinstance(error, BadRows):
        return (error.text(_),)
    line = _("line {line}, {column}: {value}: {why}")
    shown = [
        line.format(line=one.line, column=one.column, value=short(one.value), why=one.text())
        for one in error.errors[:_SHOWN]
    ]
    if error.remedy is not None:
        shown.append(_("Name the files of customers and sites before this one."))
    return (_("{n} mistakes in the file:").format(n=len(error.errors)), *shown)
