"""A copy of the demo desk for each test, an app on it whose clock the test controls, and waiting without sleeping."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from known_handlers import known_handlers
from resting_widgets import resting_widgets
from seldom_drawn import draw, draw_if_new, seldom_drawn
from shared_rules import shared_rules
from textual.pilot import Pilot

from deskctl.console.app import DeskApp
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.screens.session import typing_timers
from deskctl.store.sqlite.create import create_store

DEMO_NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")
PATIENCE = 30.0
"""Seconds that the app may need on a busy machine before a wait fails."""

FRAME = 0.2
"""Seconds between two drawings of the screen while a test waits."""


@dataclass
class Watch:
    """A clock for tests that stands still until the test moves it forward."""

    at: datetime = DEMO_NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: int) -> None:
        self.at += timedelta(**span)


@pytest.fixture(autouse=True)
def _short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check more often whether the app is idle, as a pilot does after each key, and lay out less often in between.

    No test looks at a layout between two keys.
    """
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.002)


@pytest.fixture(autouse=True)
def _frames() -> Iterator[None]:
    """Draw only when a test looks at the screen; a file whose tests look at each frame overrides this fixture."""
    with seldom_drawn():
        yield


@pytest.fixture(autouse=True)
def _rules() -> Iterator[None]:
    """Read style sheets once for all consoles; a file whose tests count the reads overrides this fixture."""
    with shared_rules():
        yield


@pytest.fixture(scope="session", autouse=True)
def _handlers() -> Iterator[None]:
    """Look up the message handlers of each class only once."""
    with known_handlers():
        yield


@pytest.fixture(autouse=True)
def _rest() -> Iterator[None]:
    """Skip the idle widgets while a test waits."""
    with resting_widgets():
        yield


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def demo_template(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo desk that no test writes to."""
    return Path(shutil.copy(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db"))


@pytest.fixture
def desk(demo_template: Path, tmp_path: Path) -> str:
    """Return a copy of the demo desk."""
    path = tmp_path / "desk.db"
    shutil.copy(demo_template, path)
    return str(path)


@pytest.fixture
def empty_desk(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    create_store(path)
    return path


@pytest.fixture
def app_on(watch: Watch) -> Callable[..., DeskApp]:
    def make(store: str, actor: str | None = "EN1", lang: str = "en") -> DeskApp:
        return DeskApp(store, actor=actor, lang=lang, now=watch)

    return make


@pytest.fixture
def until() -> Callable[..., Awaitable[None]]:
    """Return a function that lets the app work until a condition holds."""

    async def wait(pilot: Pilot[Any], holds: Callable[[], object], case: str = "") -> None:
        deadline, frame = time.monotonic() + PATIENCE, time.monotonic() + FRAME
        await pilot.pause(0.01)
        held = True
        while not holds():
            held = False
            await asyncio.sleep(0.01)
            pilot.app.screen._on_timer_update()  # noqa: SLF001 - as a pause of the pilot does
            if time.monotonic() > frame:
                draw(pilot.app)
                frame = time.monotonic() + FRAME
            if time.monotonic() > deadline:
                pytest.fail(f"the condition never held {case}")
        if not held:  # the change may have caused further messages
            await pilot.pause(0)
            await pilot.pause(0.01)
        draw_if_new(pilot.app)

    return wait


@pytest.fixture
def take(watch: Watch) -> Callable[..., OperationResult]:
    """Return a function that records an operation as another program would."""

    def step(store: str, name: str, ticket: int | None = None, actor: str = "HL1", **values: Any) -> OperationResult:
        operation = build(find(*name.split(".")), values)
        return perform(store, operation, ticket, RequestContext(now=watch(), actor=actor))

    return step


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save no draft after a pause in typing, but soon while typing continues."""
    monkeypatch.setattr(typing_timers, "QUIET_SECONDS", 600)
    monkeypatch.setattr(typing_timers, "LONGEST_UNSAVED_SECONDS", 0.1)
