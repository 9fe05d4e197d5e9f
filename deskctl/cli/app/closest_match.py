"""Options with choices, given as a code or as its word; an unknown value is refused with the closest choice."""

from collections.abc import Sequence
from difflib import get_close_matches

from deskctl.errors import Usage
from deskctl.language.i18n import N_


def choice(field: str, option: str, value: str, codes: Sequence[str]) -> str:
    """Return the code of a field that is written as its code or its word; raises `Usage`."""
    if value in codes:
        return value
    from deskctl.language.words.choice_codes import code_of, codes_with_words

    return code_of(field, value, codes) or one_of(option, value, codes, codes_with_words(field, codes)) or value


def one_of(option: str, value: str | None, valid: Sequence[str], listed: str = "") -> str | None:
    """Return the value of an option if it is one of its choices; raises `Usage`, which shows them as `listed`."""
    if value is None or value in valid:
        return value
    near = get_close_matches(value, valid, n=1)
    if near:
        raise Usage(
            N_("{option}: unknown value {value!r}; did you mean {near}?"), option=option, value=value, near=near[0]
        )
    raise Usage(
        N_("{option}: unknown value {value!r}; valid: {known}."),
        option=option,
        value=value,
        known=listed or ", ".join(valid),
    )
