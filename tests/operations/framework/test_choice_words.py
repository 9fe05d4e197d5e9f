"""What may be chosen is said in words, in both languages; what is typed and stored stays the code."""

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
    """No operation offers a bare code."""
    assert [choice for choice in CHOICES if choice[1] not in OF_FIELD.get(choice[0], {})] == []


def test_every_choice_has_a_chinese_word() -> None:
    """No form in Chinese offers an English word."""
    use_language("zh")
    try:
        reported = {choice: choice_word(*choice) for choice in CHOICES}
    finally:
        use_language("en")
    assert [choice for choice, word in reported.items() if word.isascii()] == []


@pytest.mark.parametrize(("field", "code"), [("owner", "EN1"), ("reason", "free words"), ("cause_class", "")])
def test_what_is_no_code_stays_as_it_is(field: str, code: str) -> None:
    """A name, free words and nothing are shown as they are."""
    assert choice_word(field, code) == code


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [("role", "business", "business"), ("role", "Back Office", "business"), ("role", "商务人员", "business"),
     ("how", "on site", "on_site"), ("role", "热线", None), ("role", "", None)],
)  # fmt: skip
def test_a_choice_is_written_as_its_word(field: str, written: str, code: str | None) -> None:
    """In either language, whatever the current one; a piece of a word is no choice."""
    assert code_of(field, written, tuple(OF_FIELD[field])) == code


def test_a_word_for_several_choices_names_none() -> None:
    """What could mean two things is left to the person."""
    assert code_of("kind", "上门", ()) is None
    assert code_of("asset_class", "other", ("other", "Other")) == "other"
    assert code_of("asset_class", "OTHER", ("other", "Other")) is None
