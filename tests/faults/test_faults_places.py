"""A store says the same wherever it is opened: no locale, zone or change of the clock touches a stored time."""

import os
import subprocess
import sys
from pathlib import Path

from trials import a_copy, facts

_PLACES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"},
    {"TZ": "America/New_York", "LC_ALL": "C"},
    {"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8", "DESKCTL_NOW": "2026-03-08T07:30:00+00:00"},
)


def test_a_store_moves_between_zones(demo: Path, tmp_path: Path) -> None:
    """Exports made under other zones, locales and sides of a change of the clock are the same, byte for byte."""
    desk = a_copy(demo, tmp_path / "desk")
    before = facts(desk)
    words = [sys.executable, "-m", "deskctl", "--store", str(desk), "export"]
    told = {
        subprocess.run(words, env={**os.environ, **place}, capture_output=True, check=True).stdout for place in _PLACES
    }
    assert len(told) == 1
    assert facts(desk) == before
