"""What is said of a promise at a moment."""

from zoneinfo import ZoneInfo

import pytest

from deskctl.language.i18n import use_language
from deskctl.widgets.style.countdown import countdown
from deskctl.widgets.style.look import ASCII_SYMBOLS, Look, symbols_for
from deskctl.widgets.style.times import span

NOW = 1_795_311_000  # 2026-11-22 09:30 in Shanghai
LOOK = Look(ZoneInfo("Asia/Shanghai"), "Asia/Shanghai")
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.mark.parametrize(
    ("left", "style", "text"),
    [
        (451, "soon", "0:07:31"),
        (0, "soon", "0:00:00"),
        (HOUR, "soon", "1:00:00"),
        (2 * HOUR + 14 * MINUTE, "running", "2 h 14 m"),
        (23 * HOUR + 38 * MINUTE, "running", "tomorrow 9:08"),
        (2 * DAY, "running", "24 Nov 9:30"),
        (-760, "breached", "0:12:40 late"),
        (-3 * DAY - 20 * HOUR, "breached", "3 d 20 h late"),
    ],
)
def test_a_promise_says_what_it_has_left(left: int, style: str, text: str) -> None:
    """Seconds are told in the last hour only, then hours, tomorrow, and the date."""
    reported = countdown(NOW + left, NOW, LOOK)
    assert (reported.style, reported.text) == (style, text)


def test_a_pause_and_nothing_are_kept_apart() -> None:
    """A paused promise says so; where nothing runs there is a dash."""
    assert countdown(None, NOW, LOOK, paused=True).text == "paused"
    assert countdown(None, NOW, LOOK).style == "idle"


def test_a_poor_terminal_gets_plain_signs() -> None:
    """Where the terminal cannot say UTF-8, the signs are ASCII."""
    assert symbols_for("ascii") is ASCII_SYMBOLS
    assert all(sign.isascii() for sign in symbols_for(None).values())
    assert symbols_for("utf-8")["breached"] == "▲"


def test_the_policy_says_when_a_promise_is_soon_due() -> None:
    """From its threshold on a clock is soon due, a long one hours before and a short one minutes before."""
    at, due = 1_000_000, 1_000_000 + 3 * 3600
    assert countdown(due, at, LOOK, warned_at=at).style == "soon"
    assert countdown(due, at, LOOK, warned_at=at + 1).style == "running"
    assert countdown(at + 1200, at, LOOK, warned_at=at + 300).style == "running"


def test_chinese_units_stand_together() -> None:
    """A duration is written as people write it in either language."""
    duration = 2 * DAY + 5 * HOUR
    assert span(duration) == "2 d 5 h"
    use_language("zh")
    assert (span(duration), span(2 * HOUR)) == ("2天5时", "2时")
