"""Choices: a wrong word is answered with the closest one."""

from collections.abc import Sequence
from difflib import get_close_matches

from deskctl.errors import Usage
from deskctl.language.i18n import N_


def one_of(option: str, value: str | None, valid: Sequence[str]) -> str | None:
    """Return the value of an option if it is one of its choices; raises `Usage`."""
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
        known=", ".join(valid),
    )
