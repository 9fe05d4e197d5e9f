"""The times of further attempts: urgent messages soon, others at growing intervals."""

import random
from collections.abc import Mapping
from typing import Any

_URGENT = (10, 20, 40)
_URGENT_LATER = 60
_USUAL = (60, 120, 300, 600, 1_800)
_USUAL_LATER = 3_600
_SPREAD = 0.2
_UNSURE_AFTER, _UNSURE_TRIES = 120, 3


def next_try(message: Mapping[str, Any], now: int) -> int:
    """Return the time of the next attempt for a message that was certainly not delivered."""
    tries = int(message["tries"] or 0)
    if message["urgent"]:
        return now + (_URGENT[tries] if tries < len(_URGENT) else _URGENT_LATER)
    usual = _USUAL[tries] if tries < len(_USUAL) else _USUAL_LATER
    return now + round(usual * random.uniform(1 - _SPREAD, 1 + _SPREAD))  # noqa: S311 - spreads load, guards nothing


def next_try_if_unsure(message: Mapping[str, Any], now: int) -> int | None:
    """Return the time of the next attempt for a message that may have arrived; None after three attempts."""
    return now + _UNSURE_AFTER if int(message["tries"] or 0) + 1 < _UNSURE_TRIES else None
