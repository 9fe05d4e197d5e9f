"""The codes of choices as people write them: as the words that they see, in either language."""

from collections.abc import Iterable, Mapping, Sequence

from deskctl.language.folding import joined
from deskctl.language.i18n import LANGUAGES, translated
from deskctl.language.words.choices import choice_word, english_word


def code_of(field: str, written: str, choices: Sequence[str]) -> str | None:
    """Return the code of a choice that is written as its code or its word; None if no choice fits, or several do."""
    if written in choices:
        return written
    return fitting_code(written, {code: [code, *_words(field, code, choices)] for code in choices})


def fitting_code(written: str, words: Mapping[str, Iterable[str]]) -> str | None:
    """Return the one code that is written as one of its words; None if none fits, or several do."""
    sought = joined(written)
    fitting = [code for code, own in words.items() if sought and sought in map(joined, own)]
    return fitting[0] if len(fitting) == 1 else None


def codes_with_words(field: str, choices: Sequence[str]) -> str:
    """Return the codes in a list, each with its word if that says more."""
    words = {code: choice_word(field, code, tuple(choices)) for code in choices}
    return ", ".join(code if joined(word) == joined(code) else f"{code} ({word})" for code, word in words.items())


def _words(field: str, code: str, choices: Sequence[str]) -> list[str]:
    english = english_word(field, code, tuple(choices))
    return [translated(english, lang) for lang in LANGUAGES]
