"""Parsing the values of cells: dates, numbers, yes and no, lists and choices as people write them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deskctl.exchange.spreadsheet.columns import choice_codes
from deskctl.language.folding import fold, joined
from deskctl.language.i18n import N_
from deskctl.language.words.choice_codes import code_of
from deskctl.language.words.choices import choice_word
from deskctl.spreadsheet_formulas import unescape_formula

ORDERS = ("ymd", "dmy", "mdy")
"""The values of `--date-order`."""

SYSTEMS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
"""The day 0 of the serial numbers of dates."""

_SERIALS = range(20_000, 80_001)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_MONTH_NAMED = re.compile(r"(\d{1,2})[-/ ]([a-z]{3})[a-z]*[-/ ,]+(\d{2}|\d{4})", re.ASCII)
_MIDNIGHT = re.compile(r"[ t]0{1,2}:00(?::00)?(?:\.0+)?$", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORTENED = re.compile(r"[+-]?\d(?:\.\d+)?e\+?\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?", re.ASCII)
_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "对"})
_NO = frozenset({"否", "无", "no", "n", "false", "0", "×", "不", "不是"})
_LIST = re.compile(r"[;；、\n]")
_PIVOT = 70

SHORTENED = N_("Excel has shortened it; format the column as text and save it again")
AMBIGUOUS = N_("day and month may be swapped; give --date-order")
NOT_A_DATE = N_("not a date, such as 2026-01-05")
NOT_A_FLAG = N_("neither yes nor no")
NOT_A_NUMBER = N_("not a number")
NOT_WHOLE = N_("not a whole number")
_NO_CHOICE = N_("not one of: {known}")


class WrongCell(ValueError):
    """A cell cannot be read; the message is a template for `values`, marked for translation."""

    def __init__(self, why: str, **values: Any) -> None:
        super().__init__(why)
        self.values = values


@dataclass(frozen=True, slots=True)
class DateNotation:
    """The notation of dates in a file."""

    date_order: str | None = None
    date_system: str = "1900"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that was read, and its interpretation if that should be shown."""

    value: Any
    taken_for: str | None = None


def read_date(text: str, how: DateNotation) -> Cell:
    """Parse a date to ISO text; a serial number is shown with its interpretation."""
    plain = _MIDNIGHT.sub("", fold(text).strip())
    if (serial := _SERIAL.fullmatch(plain)) and int(serial[1]) in _SERIALS:
        day = (SYSTEMS[how.date_system] + timedelta(days=int(serial[1]))).isoformat()
        return Cell(day, day)
    try:
        return Cell(_written_date(plain, how).isoformat())
    except ValueError as error:
        raise error if isinstance(error, WrongCell) else WrongCell(NOT_A_DATE) from error


def read_flag(text: str) -> Cell:
    """Parse yes or no."""
    word = fold(text).strip()
    if word in _YES:
        return Cell(value=True)
    if word in _NO:
        return Cell(value=False)
    raise WrongCell(NOT_A_FLAG)


def read_number(text: str) -> Cell:
    """Parse a number with or without thousands separators."""
    plain = fold(text).strip()
    if not _GROUPED.fullmatch(plain):
        raise WrongCell(SHORTENED if _SHORTENED.fullmatch(plain) else NOT_A_NUMBER)
    return Cell(float(plain.replace(",", "")))


def read_whole(text: str) -> Cell:
    """Parse a whole number; Excel may have appended `.0`."""
    number = read_number(text).value
    if number != int(number):
        raise WrongCell(NOT_WHOLE)
    return Cell(int(number))


def read_list(text: str) -> Cell:
    """Split a list into its items."""
    return Cell([item.strip() for item in _LIST.split(text) if item.strip()])


def read_code(text: str) -> Cell:
    """Return a phone or serial number unchanged; one that a spreadsheet has shortened is refused."""
    if _SHORTENED.fullmatch(fold(text).strip()):
        raise WrongCell(SHORTENED)
    return read_text(text)


def read_text(text: str) -> Cell:
    """Return a text without the apostrophe that protects it from being a formula."""
    return Cell(unescape_formula(text))


def read_choice(name: str, text: str, choices: Sequence[str]) -> Cell:
    """Return the code of a choice; raises `WrongCell` with the words for the choices."""
    chosen = choice_codes(name).get(joined(text)) or code_of(name, text.strip(), choices)
    if chosen is None or chosen not in choices:
        raise WrongCell(_NO_CHOICE, known=", ".join(choice_word(name, code) for code in choices))
    return Cell(chosen)


READERS: Mapping[str, Callable[[str], Cell]] = {
    "bool": read_flag,
    "int": read_whole,
    "float": read_number,
    "text": read_text,
    "longtext": read_text,
}
"""Kind of field -> reader that needs only the text."""


def _written_date(plain: str, how: DateNotation) -> date:
    if match := _YEAR_FIRST.fullmatch(plain):
        return date(*map(int, match.groups()))
    if match := _MONTH_NAMED.fullmatch(plain):
        return date(_year(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        raise WrongCell(NOT_A_DATE)
    first, second, year = map(int, match.groups())
    order = how.date_order or _only_order(first, second)
    if order is None:
        raise WrongCell(AMBIGUOUS)
    day, month = (first, second) if order == "dmy" else (second, first)
    return date(year, month, day)


def _only_order(first: int, second: int) -> str | None:
    """Return the order of a day and a month of which one cannot be a month; None if both can."""
    if max(first, second) <= len(_MONTHS):
        return None
    return "dmy" if first > second else "mdy"


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - a year in full
        return year
    return year + (2000 if year < _PIVOT else 1900)
