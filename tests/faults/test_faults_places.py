"""A store has the same content wherever it is opened: no locale, zone or clock change alters a stored time."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from trials import copy_of, facts, grave_findings

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_PLACES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"},
    {"TZ": "America/New_York", "LC_ALL": "C"},
    {"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8", "DESKCTL_NOW": "2026-03-08T07:30:00+00:00"},
)
_LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "ar_SA", "xx_YY", "")
_HOME = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "DESKCTL_LANG": "en"}
_STEPS = (
    "call log T-068 --minutes 6 --direction out --summary x --at -15m",
    "ticket open --contact P-0101 --title 服务",
)
_LATER = {"DESKCTL_NOW": "2029-01-01T00:00:00+00:00"}
_DEMO = datetime(2026, 11, 22, 2, tzinfo=UTC)
_NEAR = timedelta(minutes=30)


def _deskctl(desk: Path, words: str, place: dict[str, str]) -> bytes:
    command = [sys.executable, "-m", "deskctl", *words.split(), "--store", str(desk)]
    env = {**os.environ, "DESKCTL_ACTOR": "EN1", **place}
    return subprocess.run(command, env=env, capture_output=True, check=True).stdout


def test_a_store_moves_between_zones(demo: Path, tmp_path: Path) -> None:
    """Exports made in different zones, in different locales and beside a clock change are equal, byte for byte."""
    desk = copy_of(demo, tmp_path / "desk")
    before = facts(desk)
    given = {_deskctl(desk, "export", place) for place in _PLACES}
    assert len(given) == 1
    assert facts(desk) == before


def test_a_store_that_is_written_in_many_zones_is_the_same(
    demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure
) -> None:
    """A desk that moves between zones and one that stays are equal after the same operations."""
    chance, count = random.Random(13), repeats(3, 50)  # noqa: S311
    home, away = copy_of(demo, tmp_path / "home"), copy_of(demo, tmp_path / "away")
    for number, (now, zone) in enumerate(_changes_of_clock(chance, count)):
        away = away.parent.rename(tmp_path / f"away{number}") / away.name
        place = {"TZ": zone, "LC_ALL": chance.choice(_LOCALES), "DESKCTL_LANG": chance.choice(("zh", "en"))}
        step = f"{chance.choice(_STEPS)} --key k{number} --json"
        for desk, where in ((away, place), (home, _HOME)):
            _deskctl(desk, step, {**where, "DESKCTL_NOW": now.isoformat()})
        assert facts(away) == facts(home), place
    for words in ("export", "clock list --all --json", "ticket list --json"):
        assert _deskctl(away, words, {**_PLACES[1], **_LATER}) == _deskctl(home, words, {**_HOME, **_LATER})
    assert grave_findings(away) == []
    figure(f"moved to {count} time zones and written to while their clocks change", "same bytes as without moving")


def _changes_of_clock(chance: random.Random, count: int) -> list[tuple[datetime, str]]:
    """Choose times around a clock change of some zone in the two years after the demo's present, in order."""
    zones = chance.sample(sorted(available_timezones() - {"localtime"}), count * 8)
    changes = [(change, zone) for zone in zones for change in _changes_of(zone)]
    chosen = chance.sample(changes, count)
    return sorted((change + chance.choice((-_NEAR, timedelta(0), _NEAR)), zone) for change, zone in chosen)


def _changes_of(name: str) -> Iterator[datetime]:
    zone, hour = ZoneInfo(name), timedelta(hours=1)
    for day in range(730):
        begin = _DEMO + timedelta(days=day)
        if begin.astimezone(zone).utcoffset() == (begin + 24 * hour).astimezone(zone).utcoffset():
            continue
        for moment in (begin + number * hour for number in range(1, 25)):
            if moment.astimezone(zone).utcoffset() != (moment - hour).astimezone(zone).utcoffset():
                yield moment
