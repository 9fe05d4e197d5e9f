"""Words that must be one of a few: a slip is answered with the nearest one."""

from collections.abc import Sequence
from difflib import get_close_matches

from deskctl.errors import Usage
from deskctl.language.i18n import N_


def one_of(option: str, said: str | None, known: Sequence[str]) -> str | None:
    """Check a value of an option against the values that there are."""
    if said is None or said in known:
        return said
    near = get_close_matches(said, known, n=1)
    if near:
        raise Usage(
            N_("{option}: there is no {value!r}; did you mean {near}?"), option=option, value=said, near=near[0]
        )
    raise Usage(
        N_("{option}: there is no {value!r}; there are: {known}."), option=option, value=said, known=", ".join(known)
    )
