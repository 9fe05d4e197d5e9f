"""Words that must be one of a few: a slip is answered with the nearest one."""

from collections.abc import Sequence
from difflib import get_close_matches

from deskctl.errors import Usage
from deskctl.language.i18n import N_


def one_of(option: str, reported: str | None, known: Sequence[str]) -> str | None:
    """Check a value of an option against the values that there are."""
    if reported is None or reported in known:
        return reported
    near = get_close_matches(reported, known, n=1)
    if near:
        raise Usage(
            N_("{option}: there is no {value!r}; did you mean {near}?"), option=option, value=reported, near=near[0]
        )
    raise Usage(
        N_("{option}: there is no {value!r}; there are: {known}."),
        option=option,
        value=reported,
        known=", ".join(known),
    )
