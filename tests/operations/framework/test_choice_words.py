"""Choices are shown as words in both languages, while the stored and accepted values are codes."""

import pytest

from deskctl.language.i18n import use_language
from deskctl.language.words.choice_codes import code_of
from deskctl.language.words.choices import OF_FIELD, choice_word
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names

CHOICES = sorted(
    {(field.name, code) for name in names() for field in fields_of(find(*name.split(".", 1))) for code in field.choices}
)


def test_every_choice_has_a_word() -> None:
    """Every choice of an operation has a word."""
    assert [choice for choice in CHOICES if choice[1] not in OF_FIELD.get(choice[0], {})] == []


def test_every_choice_has_a_chinese_word() -> None:
    """Every choice of an operation has a Chinese word."""
    use_language("zh")
    try:
        shown = {choice: choice_word(*choice) for choice in CHOICES}
    finally:
        use_language("en")
    assert [choice for choice, word in shown.items() if word.isascii()] == []


@pytest.mark.parametrize(("field", "code"), [("owner", "EN1"), ("reason", "free words"), ("cause_class", "")])
def test_a_text_that_is_no_code_is_unchanged(field: str, code: str) -> None:
    """A text that is not a code is shown unchanged."""
    assert choice_word(field, code) == code


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [("role", "business", "business"), ("role", "Back Office", "business"), ("role", "商务人员", "business"),
     ("how", "on site", "on_site"), ("role", "热线", None), ("role", "", None)],
)  # fmt: skip
def test_a_choice_is_entered_as_its_word(field: str, written: str, code: str | None) -> None:
    """A choice can be entered as its word in either language, but not as a part of the word."""
    assert code_of(field, written, tuple(OF_FIELD[field])) == code


def test_a_word_of_several_choices_selects_none() -> None:
    """A word that several choices share selects none of them."""
    assert code_of("kind", "上门", ()) is None
    assert code_of("asset_class", "other", ("other", "Other")) == "other"
    assert code_of("asset_class", "OTHER", ("other", "Other")) is None
