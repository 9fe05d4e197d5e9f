"""Each screen in Chinese at three widths and in English at one, the queue at six, compared with their snapshots.

After an intended change run `RENEW_PICTURES=1 pytest tests/screens/session/test_pictures.py` and read the diff.
"""

import io
import os
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands
from pictures import HEIGHTS, SCENES, USUAL, empty_queue, settled, widths
from seldom_drawn import drawn_on_request

from deskctl.console.setup.first_run import FirstRun
from deskctl.language.i18n import use_language

FOLDER = Path(__file__).parents[1] / "snapshots"
ALONE = {"intake", "parked", "queue-found-nothing", "undo"}
"""The scenes that need a new console: for another actor, an untouched queue, or because drafts stay."""
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
SIZES = {"en": (USUAL, HEIGHTS[USUAL]), "zh": (160, HEIGHTS[160])}
"""The initial size of each language."""


@pytest.fixture(autouse=True)
def _frames() -> Iterator[None]:
    """Draw only the pictures."""
    with drawn_on_request():
        yield


@pytest.fixture(autouse=True)
def _rich_symbols(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run with a terminal that can show every symbol."""
    monkeypatch.setattr(sys, "__stderr__", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


async def differences(app: Any, pilot: Any, name: str) -> list[str]:
    """Return the differences between the screen and its snapshots at each width of the language."""
    different: list[str] = []
    for width in widths(*name.split(".")):
        await pilot.resize_terminal(width, HEIGHTS[width])
        file = FOLDER / f"{name}.{width}.txt"
        kept = file.read_text(encoding="utf-8") if file.exists() else ""
        shown = await settled(app, pilot, kept)
        if os.environ.get("RENEW_PICTURES"):
            file.write_text(shown, encoding="utf-8")
        else:
            different += unified_diff(kept.splitlines(), shown.splitlines(), file.name, "now", lineterm="", n=1)
    return different


async def compare(app: Any, pilot: Any, name: str) -> None:
    """Fail if the screen differs from its snapshots."""
    _fail_if(await differences(app, pilot, name))


def _fail_if(different: list[str]) -> None:
    if different:
        pytest.fail("\n".join(different), pytrace=False)


@LANGUAGES
async def test_screens_equal_their_snapshots(desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The screens of the demo desk equal their snapshots in every cell."""
    app = app_on(desk, lang=lang)
    different = []
    async with app.run_test(size=SIZES[lang]) as pilot:
        hands = Hands(app, pilot, until)
        for scene in sorted(SCENES.keys() - ALONE):
            await SCENES[scene](hands)
            different += await differences(app, pilot, f"{scene}.{lang}")
            await hands.leave()
            await pilot.resize_terminal(*SIZES[lang])
    _fail_if(different)


@LANGUAGES
@pytest.mark.parametrize("scene", sorted(ALONE))
async def test_screen_in_a_new_console_equals_its_snapshot(
    desk: str, app_on: Any, until: Any, scene: str, lang: str
) -> None:
    """A screen that needs a new console equals its snapshot; undo runs as the lead, who may undo for others."""
    app = app_on(desk, actor="LE1" if scene == "undo" else "EN1", lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await SCENES[scene](Hands(app, pilot, until))
        await compare(app, pilot, f"{scene}.{lang}")


@LANGUAGES
async def test_empty_queue_equals_its_snapshot(empty_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The queue of an empty desk equals its snapshot."""
    app = app_on(empty_desk, lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await empty_queue(Hands(app, pilot, until))
        await compare(app, pilot, f"queue-empty.{lang}")


@LANGUAGES
async def test_empty_records_equal_their_snapshot(empty_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The records of an empty desk equal their snapshot."""
    app = app_on(empty_desk, lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await SCENES["room-customers"](Hands(app, pilot, until))
        await compare(app, pilot, f"room-empty.{lang}")


@LANGUAGES
async def test_first_run_equals_its_snapshot(lang: str) -> None:
    """The first-run screen equals its snapshot."""
    use_language(lang)
    app = FirstRun("/home/desk/desk.db")
    async with app.run_test(size=SIZES[lang]) as pilot:
        await compare(app, pilot, f"first-run.{lang}")
