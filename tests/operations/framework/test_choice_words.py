"""What may be chosen is said in words, in both languages; what is typed and stored stays the code."""

import pytest

from deskctl.language.i18n import use_language
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
