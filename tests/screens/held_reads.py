"""Readings of the console that wait until a test allows them."""

from threading import Event
from typing import Any

import pytest

_PATIENCE = 10
"""Seconds after which a reading goes on in any case, so that a failed test ends."""


def hold_reads(monkeypatch: pytest.MonkeyPatch, *readers: tuple[Any, str]) -> Event:
    """Hold back these functions, given by module and name, until the returned event is set."""
    may_read = Event()
    for module, name in readers:
        read = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *what, read=read, **how: (may_read.wait(_PATIENCE), read(*what, **how))[1]
        )
    return may_read
