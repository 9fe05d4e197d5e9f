"""The Chinese catalogue is complete, up to date and consistent with the English texts."""

import re
import runpy
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len
from sources import source

from deskctl.language.i18n import counted, use_language
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names

pytestmark = pytest.mark.xdist_group("test_house")  # the tests of these files share what is parsed

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = ROOT / "data" / "locale" / "zh" / "LC_MESSAGES" / "deskctl.po"
AFTER_VALUE = re.compile(r"\} (?:([a-z]{2,}s|people)|[a-z]+ ([a-z]{2,}s|people))\b")
NO_NOUN = re.compile(
    "accepts|answers|appears|applies|arrives|asks|begins|belongs|claims|contains|counts|covers|does|exists|fits|follows"
    "|has|holds|keeps|lacks|lists|matches|names|needs|previews|refers|rejects|requires|sets|takes|this|unless|was|works|yours"
)
"""The words ending in s after a value that are no plural nouns."""
NEVER_ONE = {
    "A workbook holds at most {most} rows: use --csv.": "a fixed limit",
    "None is on record, and none is due within {days} days.": "always the same number",
    "The file has more than {most} rows.": "a fixed limit",
    "The password must have {least} characters or more.": "a fixed limit",
    "The server's time was recorded; the clock of this machine is {days} days off: set it.": "from two on",
    "The server's time was recorded; the clock of this machine is {minutes} minutes off: set it.": "from five on",
    "from {at} on it is counted in {name} hours: those of the level then in force": "the value is a name",
    "promised  {length}, counted in {calendar} hours": "the value is a name",
    "{command} did not end within {seconds} seconds and was stopped": "always the same number",
    "{done} of {total} pages copied": "an empty store has more than one page",
    "{field} is too long: {length} characters, at most {limit}.": "more than the limit",
    "{n} calls / {parked} parked": "this call and at least one parked",
    "{path}: {n} filled rows; there must be 1 to {most}.": "an error for none or too many",
}
"""The texts with a plural noun after a value that is never the number one, each with its reason."""
COLUMN = re.compile(r"[^\s{]+ {2,}")


@cache
def chinese() -> dict[str, str]:
    with TRANSLATED.open("rb") as file:
        return texts_of(read_po(file, locale="zh"))


def texts_of(catalogue: Catalog) -> dict[str, str]:
    return {
        text: forms(message.string)[0]
        for message in catalogue
        if message.id and message.string
        for text in forms(message.id)
    }


def forms(text: str | Sequence[str]) -> tuple[str, ...]:
    """Return the forms of a text: two for a number in English, otherwise one."""
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def translation_script() -> dict[str, Any]:
    """Return the global names of the script `.ci/translations`."""
    return runpy.run_path(str(ROOT / ".ci" / "translations"))


def marked() -> set[str]:
    """Return the marked texts that `.ci/translations` collects."""
    return {text for marked in translation_script()["marked"]() for text in forms(marked)}


def called() -> set[str]:
    """Return the texts of all calls of `_`, `N_`, `counted` and `NN_` in the package."""
    return {text for path in (ROOT / "deskctl").rglob("*.py") for text in source(path).marked}


def placeholders(text: str) -> list[tuple[str, str | None, str | None]]:
    return sorted((name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None)


def margins(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def test_every_marked_text_is_translated() -> None:
    """Each text that is marked for translation has a Chinese translation."""
    assert marked() - set(chinese()) == set()


def test_every_marked_text_is_collected() -> None:
    """No text is marked at a place that the catalogue misses, such as between the braces of another text."""
    assert called() - marked() == set()


def test_placeholders_agree() -> None:
    """A translation has exactly the placeholders of its text, with the same formats."""
    assert {text for text, reported in chinese().items() if placeholders(text) != placeholders(reported)} == set()


def test_margins_agree() -> None:
    """A translation begins and ends with as many spaces as its text."""
    assert {text for text, reported in chinese().items() if margins(text) != margins(reported)} == set()


def test_punctuation_between_han_is_wide() -> None:
    """A comma, semicolon, question or exclamation mark after a Chinese character has full width."""
    assert {text for text in chinese().values() if re.search("[\u4e00-\u9fff][,;?!]", text)} == set()


def test_columns_agree() -> None:
    """After a padded label the value begins in the same cell in both languages."""
    for text, reported in chinese().items():
        column = COLUMN.match(text)
        if column:
            begun = COLUMN.match(reported)
            assert begun, text
            assert cell_len(begun[0]) == cell_len(column[0]), text


def test_compiled_catalogue_is_up_to_date() -> None:
    """The compiled catalogue contains the texts of the source catalogue."""
    with TRANSLATED.with_suffix(".mo").open("rb") as file:
        assert texts_of(read_mo(file)) == chinese()


def test_operations_are_described_in_chinese() -> None:
    """The help of an operation and of each of its fields is translated."""
    operations = [find(*name.split(".", 1)) for name in names()]
    given = {text for one in operations for text in (one.help(), *(field.help for field in fields_of(one)))}
    assert given - set(chinese()) == set()


def test_catalogue_holds_nothing_else() -> None:
    """The catalogue contains only texts that `.ci/translations` collects, so no unused ones."""
    collected = translation_script()["template"]()
    assert set(chinese()) == {text for message in collected if message.id for text in forms(message.id)}


def is_noun(after: re.Match[str]) -> bool:
    return not NO_NOUN.fullmatch(after[1] or after[2])


def test_number_one_has_its_own_text() -> None:
    """No English text has a plural noun after a number, unless the number is never one; `counted` has another form."""
    with TRANSLATED.open("rb") as file:
        single = {message.id for message in read_po(file, locale="zh") if isinstance(message.id, str)}
    plural = {text for text in single if any(map(is_noun, AFTER_VALUE.finditer(text)))}
    assert plural - set(NEVER_ONE) == set(), "use counted(one, many, n), or write the sentence without a plural"
    assert set(NEVER_ONE) - plural == set()


def test_counted_text_agrees_with_its_number() -> None:
    """A text says "1 ticket" and otherwise "tickets" in English; Chinese has one form."""
    try:
        for lang, texts in (
            ("en", ["0 tickets", "1 ticket", "2 tickets"]),
            ("zh", ["0 个工单", "1 个工单", "2 个工单"]),
        ):
            use_language(lang)
            assert [counted("{n} ticket", "{n} tickets", n) for n in range(3)] == texts
    finally:
        use_language("en")
