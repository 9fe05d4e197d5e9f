"""The checks of the store and the settings when the console starts."""

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


def notices(app: Any) -> str:
    return "\n".join(f"{notice.title}: {notice.message}" for notice in app._notifications)  # noqa: SLF001 - not public


@pytest.fixture
def whole_desk(desk: str, take: Any) -> str:
    """Return a desk with the file of its high-water mark, which the first change writes."""
    take(desk, "report.write", 67, cause="c", method="m", result="r")
    return desk


@pytest.fixture
def open_desk(whole_desk: str) -> str:
    """Return a desk whose file other users can read."""
    Path(whole_desk).chmod(0o644)
    return whole_desk


def test_sound_store_has_no_findings(whole_desk: str, watch: Any) -> None:
    """The checks of a sound store return no findings."""
    assert findings(whole_desk, instant(watch())) == []


async def test_damaged_store_is_reported(whole_desk: str, app_on: Any, until: Any) -> None:
    """A damaged store is reported with the command that helps, and the queue is shown all the same."""
    kept_rows.spoil(whole_desk, "seal", {"sum": "00"})
    app = app_on(whole_desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "The store is damaged" in notices(app))
        assert "checksums of the store do not match" in notices(app)
        assert "deskctl store restore" in notices(app)
        assert isinstance(app.screen, QueueScreen)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file permissions")
async def test_store_readable_by_others_is_reported(open_desk: str, app_on: Any, until: Any) -> None:
    """File permissions that are too wide are reported as a warning, not as damage."""
    app = app_on(open_desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "chmod" in notices(app))
        assert "damaged" not in notices(app)


@pytest.mark.parametrize(("variable", "way"), [("", "press ,"), ("HT1", "DESKCTL_ACTOR must name")])
async def test_unknown_actor_is_reported_at_the_start(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch, variable: str, way: str
) -> None:
    """An actor who is not on the staff is reported at the start, with the place where to change the name."""
    monkeypatch.setenv("DESKCTL_ACTOR", variable)
    set_value("actor", "HT1")
    app = app_on(desk, actor="HT1")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "HT1 is not on the staff" in notices(app))
        assert way in notices(app)


async def test_alerts_are_read_behind_another_screen(desk: str, app_on: Any, until: Any) -> None:
    """Alerts are read although a key opened another screen before the queue was drawn."""
    app = app_on(desk)
    async with app.run_test(size=SIZE) as pilot:
        app.simulate_key("comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await until(pilot, lambda: app.session.alerts.read.every)
