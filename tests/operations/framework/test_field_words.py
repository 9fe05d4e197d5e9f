"""Messages call fields and records by words of the reader's language, never by names of columns."""

import re
from collections.abc import Iterator

import pytest

from deskctl.errors import BadData, DeskError, NotFound, Notice
from deskctl.field_words import FIELD_WORDS
from deskctl.language.i18n import N_, _, use_language
from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.framework.values import read_values
from deskctl.record_words import RECORD_WORDS

OPERATIONS = [find(*name.split(".", 1)) for name in names()]
_WRONG = {"int": "x", "float": "x", "bool": "x", "time": "x", "date": "x"}
_SAME_IN_BOTH = {"IP"}


def _wrong_values(field: Field) -> Iterator[object]:
    """Yield values that a field does not accept."""
    yield _WRONG.get(field.kind, "\u200b ")
    if field.choices:
        yield "no such word"
    yield ["x"] * 1000 if field.many else "x" * 200_000


def _refusal(field: Field, value: object) -> BadData | None:
    try:
        read_values((field,), {field.name: value})
    except BadData as error:
        return error
    return None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refused_value_names_its_field_in_words(language: str) -> None:
    """The message about a refused value contains the word for the field, and its JSON the name of the field."""
    use_language(language)
    for field in (field for operation in OPERATIONS for field in fields_of(operation)):
        assert field.name in FIELD_WORDS, f"{field.name} needs a word in deskctl/field_words.py"
        word = _(FIELD_WORDS[field.name])
        errors = [error for value in _wrong_values(field) if (error := _refusal(field, value))]
        assert errors, field.name
        for error in errors:
            assert word in error.text(_)
            assert error.as_object(_)["field"] == field.name


@pytest.mark.parametrize("noun", ["contact", "expert", "staff"])
def test_the_name_of_a_person_is_not_that_of_a_thing(noun: str) -> None:
    """In Chinese the name of a person and the name of a thing have different words."""
    use_language("zh")
    with pytest.raises(BadData) as refused:
        find(noun, "edit").of({"id": "x", "name": "x" * 10_000})
    assert refused.value.text(_).startswith("姓名")
    with pytest.raises(BadData) as refused:
        find("vendor", "edit").of({"id": "x", "name": "x" * 10_000})
    assert refused.value.text(_).startswith("名称")


@pytest.mark.parametrize(
    ("language", "of_a_person", "of_a_thing"), [("en", "position", "title"), ("zh", "职务", "标题")]
)
def test_the_title_of_a_person_is_a_position(language: str, of_a_person: str, of_a_thing: str) -> None:
    """The title of a contact is called a position, the title of other records a title."""
    use_language(language)
    fields = [(operation.noun, field) for operation in OPERATIONS for field in fields_of(operation)]
    for noun, field in ((noun, field) for noun, field in fields if field.name == "title"):
        error = _refusal(field, "x" * 200_000)
        assert error is not None
        error.noun = noun
        assert error.text(_).startswith(of_a_person if noun == "contact" else of_a_thing), noun


@pytest.mark.parametrize("words", [FIELD_WORDS, RECORD_WORDS], ids=["fields", "records"])
def test_words_belong_to_the_language(words: dict[str, str]) -> None:
    """English words contain no names of columns, and Chinese ones no English."""
    use_language("zh")
    for name, word in words.items():
        assert "_" not in word, name
        assert not set(re.findall("[A-Za-z]+", _(word))) - _SAME_IN_BOTH, name


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "message",
    [
        BadData(N_("{field} is before the start."), field="maintenance_end"),
        NotFound(N_("There is no {kind} {value!r}."), kind="course_account", value="x"),
        Notice(N_("{id} has the same {field} already: {value}."), {"id": "x", "field": "name_en", "value": "x"}),
    ],
    ids=str,
)
def test_no_message_contains_a_column_name(message: DeskError | Notice, language: str) -> None:
    """Errors and notices show no name of a column or a table."""
    use_language(language)
    shown = message.text(_)
    assert not re.search("[a-z]_[a-z]|course|name" if language == "zh" else "[a-z]_[a-z]", shown)
