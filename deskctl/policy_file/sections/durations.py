"""Read the durations of a policy file."""

import math
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.language.time_words.durations import parse_duration


def read_duration(value: Any, key: str) -> int:
    """Return the seconds of a duration such as `10 min`, `4 h`, `90 s` or `1 d`; raises `BadPolicy`."""
    seconds = parse_duration(value, longest=math.inf) if isinstance(value, str) else None
    if seconds is None:
        raise BadPolicy(
            N_("`{key}`: {value!r} is not a duration; write it as {example}."),
            key=key,
            value=value,
            example="10 min, 4 h, 1 workday",
            field=key,
        )
    return seconds
