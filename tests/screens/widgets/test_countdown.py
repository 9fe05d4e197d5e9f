"""The text and style of a promise's remaining time."""

from zoneinfo import ZoneInfo

import pytest

from deskctl.language.i18n import use_language
from deskctl.widgets.style.countdown import countdown
from deskctl.widgets.style.look import ASCII_SYMBOLS, Look, symbols_for
from deskctl.widgets.style.times import padded_time, short_time, span

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
        (180 * DAY, "running", "21 May 9:30"),
        (181 * DAY, "running", "2027-05-22 9:30"),
        (-760, "breached", "0:12:40 late"),
        (-3 * DAY - 20 * HOUR, "breached", "3 d 20 h late"),
    ],
)
def test_remaining_time_of_a_promise(left: int, style: str, text: str) -> None:
    """Seconds are shown only in the last hour, otherwise hours, tomorrow or the date, with a year if it is far away."""
    shown = countdown(NOW + left, NOW, LOOK)
    assert (shown.style, shown.text) == (style, text)


def test_past_times_of_another_year_show_it() -> None:
    """The steps and tickets of a year ago are not taken for those of this year."""
    zone = LOOK.zone
    assert short_time(NOW - 365 * DAY, NOW, zone) == "2025-11-22 9:30"
    assert short_time(NOW - 100 * DAY, NOW, zone) == "14 Aug 9:30"
    assert padded_time(NOW - 365 * DAY + 3 * HOUR, NOW, zone) == "2025-11-22     "


def test_paused_and_absent_promises_differ() -> None:
    """A paused promise is shown as paused, and a ticket without a running clock as idle."""
    assert countdown(None, NOW, LOOK, paused=True).text == "paused"
    assert countdown(None, NOW, LOOK).style == "idle"


def test_terminal_without_utf8_gets_ascii_symbols() -> None:
    """A terminal without UTF-8 gets ASCII symbols."""
    assert symbols_for("ascii") is ASCII_SYMBOLS
    assert all(symbol.isascii() for symbol in symbols_for(None).values())
    assert symbols_for("utf-8")["breached"] == "▲"


def test_promise_is_soon_due_from_its_warning_time() -> None:
    """A promise is due soon from its warning time on, which the policy sets per clock."""
    at, due = 1_000_000, 1_000_000 + 3 * 3600
    assert countdown(due, at, LOOK, warned_at=at).style == "soon"
    assert countdown(due, at, LOOK, warned_at=at + 1).style == "running"
    assert countdown(at + 1200, at, LOOK, warned_at=at + 300).style == "running"


def test_duration_units_of_both_languages() -> None:
    """A duration has spaces between units in English and none in Chinese."""
    duration = 2 * DAY + 5 * HOUR
    assert span(duration) == "2 d 5 h"
    use_language("zh")
    assert (span(duration), span(2 * HOUR)) == ("2天5时", "2时")
