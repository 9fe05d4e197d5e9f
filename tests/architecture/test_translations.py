"""The Chinese catalogue is complete, up to date and consistent with the English texts."""

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
def translation_script() -> dict[str, Any]:
    """Return the global names of the script `.ci/translations`."""
    return runpy.run_path(str(ROOT / ".ci" / "translations"))


def marked() -> set[str]:
    """Return the marked texts that `.ci/translations` collects."""
    return set(translation_script()["marked"]())


def called() -> set[str]:
    """Return the texts of all calls of `_` and `N_` in the package."""
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
    assert set(chinese()) == {str(message.id) for message in translation_script()["template"]() if message.id}
