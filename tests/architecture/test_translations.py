"""The Chinese catalogue: nothing is left in English, nothing is lost on the way."""

import re
import runpy
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

from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names

pytestmark = pytest.mark.xdist_group("test_house")  # the tests of these files share what is parsed

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = ROOT / "data" / "locale" / "zh" / "LC_MESSAGES" / "deskctl.po"
COLUMN = re.compile(r"[^\s{]+ {2,}")


@cache
def chinese() -> dict[str, str]:
    with TRANSLATED.open("rb") as file:
        return texts_of(read_po(file, locale="zh"))


def texts_of(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


@cache
def gathering() -> dict[str, Any]:
    """Return the names of `.ci/translations`."""
    return runpy.run_path(str(ROOT / ".ci" / "translations"))


def marked() -> set[str]:
    """Return the marked texts that `.ci/translations` gathers."""
    return set(gathering()["marked"]())


def called() -> set[str]:
    """Return the texts of all calls of `_` and `N_`, as Python reads them."""
    return {text for path in (ROOT / "deskctl").rglob("*.py") for text in source(path).marked}


def places(text: str) -> list[tuple[str, str | None, str | None]]:
    return sorted((name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None)


def margins(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def test_every_marked_text_is_translated() -> None:
    """A text that is marked for translation has a Chinese one; `.ci/translations` adds it, a person says it."""
    assert marked() - set(chinese()) == set()


def test_every_marked_text_is_gathered() -> None:
    """No text is marked where the catalogue does not find it, as between the braces of another text."""
    assert called() - marked() == set()


def test_placeholders_agree() -> None:
    """A translation has the places of its text: no more, no fewer, and written the same way."""
    assert {text for text, reported in chinese().items() if places(text) != places(reported)} == set()


def test_margins_agree() -> None:
    """A translation begins and ends with as many blanks as its text."""
    assert {text for text, reported in chinese().items() if margins(text) != margins(reported)} == set()


def test_punctuation_between_han_is_wide() -> None:
    """No comma, semicolon, question or exclamation mark after a Chinese character is of half width."""
    assert {text for text in chinese().values() if re.search("[\u4e00-\u9fff][,;?!]", text)} == set()


def test_columns_agree() -> None:
    """Behind a padded label the value begins in the same cell, a Chinese character being two cells wide."""
    for text, reported in chinese().items():
        column = COLUMN.match(text)
        if column:
            begun = COLUMN.match(reported)
            assert begun, text
            assert cell_len(begun[0]) == cell_len(column[0]), text


def test_compiled_catalogue_is_up_to_date() -> None:
    """The compiled catalogue says what the written one says."""
    with TRANSLATED.with_suffix(".mo").open("rb") as file:
        assert texts_of(read_mo(file)) == chinese()


def test_operations_are_described_in_chinese() -> None:
    """The help of an operation and of each of its fields is translated."""
    operations = [find(*name.split(".", 1)) for name in names()]
    given = {text for one in operations for text in (one.help(), *(field.help for field in fields_of(one)))}
    assert given - set(chinese()) == set()


def test_catalogue_holds_nothing_else() -> None:
    """The catalogue is what `.ci/translations` gathers: no text that nobody says any more."""
    assert set(chinese()) == {str(message.id) for message in gathering()["template"]() if message.id}
