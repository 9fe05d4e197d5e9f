"""Blank texts are refused and names are single lines, in every operation."""

import pytest

from deskctl.errors import BadData
from deskctl.operations.framework.catalogue import find

OPEN = {"contact": "P-0101", "catalog": "B"}


@pytest.mark.parametrize("blank", [" ", "\t\n", "\u3000", "\u200b \ufeff"])
@pytest.mark.parametrize(
    ("noun", "verb", "field"),
    [
        ("ticket", "open", "title"),
        ("customer", "add", "name"),
        ("ticket", "close", "override"),
        ("ticket", "note", "text"),
    ],
)
def test_blank_texts_are_refused(noun: str, verb: str, field: str, blank: str) -> None:
    """A text of only white space or invisible characters is refused."""
    with pytest.raises(BadData) as caught:
        find(noun, verb).of({**(OPEN if verb == "open" else {}), field: blank})
    assert caught.value.as_object()["code"] == "blank"


@pytest.mark.parametrize("title", ["two\nlines", "bell\x07", "c1\x85x", "line\u2028separator"])
def test_a_title_is_one_line_without_control_characters(title: str) -> None:
    """A title with a line break or a control character inside is refused."""
    with pytest.raises(BadData):
        find("ticket", "open").of({**OPEN, "title": title})


def test_white_space_around_a_title_is_removed() -> None:
    """Only the white space around a title is removed."""
    operation = find("ticket", "open").of({**OPEN, "title": "  打印机\u200b 卡纸 \n"})
    assert getattr(operation, "title") == "打印机\u200b 卡纸"  # noqa: B009
