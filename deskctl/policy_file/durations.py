"""Read the durations of a policy file."""

import re
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_

_UNITS = {"s": 1, "sec": 1, "min": 60, "m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"(\d+) ?([a-z]+)")


def read_duration(value: Any, key: str) -> int:
    """Read `10 min`, `4 h`, `90 s` or `1 d` as seconds."""
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or match[2] not in _UNITS:
        raise BadPolicy(
            N_("`{key}`: {value!r} is no duration; write it as {example}."),
            key=key,
            value=value,
            example="10 min, 4 h, 1 workday",
            field=key,
        )
    return int(match[1]) * _UNITS[match[2]]
