"""What the console tells when it begins: whether the store is sound."""

import os
from pathlib import Path
from typing import Any

import kept_rows
import pytest

from deskctl.config.edit import set_value
from deskctl.console.store_health import findings
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.settings.settings_screen import SettingsScreen
from deskctl.sla.facts import instant

SIZE = (120, 40)


def given(app: Any) -> str:
    return "\n".join(f"{notice.title}: {notice.message}" for notice in app._notifications)  # noqa: SLF001 - not public


@pytest.fixture
def whole_desk(desk: str, take: Any) -> str:
    """Give a desk with its head file, which the first change writes."""
    take(desk, "report.write", 67, cause="c", method="m", result="r")
    return desk


@pytest.fixture
def open_desk(whole_desk: str) -> str:
    """Give a desk that others have rights to."""
    Path(whole_desk).chmod(0o644)
    return whole_desk


def test_a_sound_store_is_silent(whole_desk: str, watch: Any) -> None:
    """Where all is well, there is nothing to say."""
    assert findings(whole_desk, instant(watch())) == []


async def test_a_damaged_store_is_reported(whole_desk: str, app_on: Any, until: Any) -> None:
    """What is wrong with the store is told with what to do, and the queue is there all the same."""
    kept_rows.spoil(whole_desk, "seal", {"sum": "00"})
    app = app_on(whole_desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "The store is damaged" in given(app))
        assert "do not add up" in given(app)
        assert "deskctl store restore" in given(app)
        assert isinstance(app.screen, QueueScreen)


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
async def test_a_store_open_to_others_is_reported(open_desk: str, app_on: Any, until: Any) -> None:
    """Rights that are too wide are a warning, not damage."""
    app = app_on(open_desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "chmod" in given(app))
        assert "damaged" not in given(app)


@pytest.mark.parametrize(("variable", "way"), [("", "press ,"), ("HT1", "DESKCTL_ACTOR must name")])
async def test_an_actor_who_is_not_on_the_staff_is_named(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch, variable: str, way: str
) -> None:
    """Otherwise only the first save would be refused; the notice names where to change it."""
    monkeypatch.setenv("DESKCTL_ACTOR", variable)
    set_value("actor", "HT1")
    app = app_on(desk, actor="HT1")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "HT1 is not on the staff" in given(app))
        assert way in given(app)


async def test_alerts_are_read_behind_a_screen_that_was_opened_at_once(desk: str, app_on: Any, until: Any) -> None:
    """A key typed before the first picture covers the queue, but not the late promise."""
    app = app_on(desk)
    async with app.run_test(size=SIZE) as pilot:
        app.simulate_key("comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await until(pilot, lambda: app.session.alerts.read.every)
