"""Each screen in Chinese at three widths and in English at one, as the pictures in `snapshots/` show it.

After a wanted change: `RENEW_PICTURES=1 pytest tests/screens/test_pictures.py`, and the diff is read.
"""

import io
import os
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands
from pictures import SCENES, USUAL, WIDTHS, empty_queue, settled

from deskctl.console.setup.first_run import FirstRun
from deskctl.language.i18n import use_language

FOLDER = Path(__file__).parents[1] / "snapshots"
ALONE = {"intake", "parked", "queue-found-nothing", "undo"}
"""The scenes with a console of their own: another person's, a queue as it is at first, drafts that stay."""
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
SIZES = {"en": (USUAL, WIDTHS[USUAL]), "zh": (160, 48)}
"""The size at which each language begins: English has pictures of one."""


@pytest.fixture(autouse=True)
def _rich_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal be one that shows every sign."""
    monkeypatch.setattr(sys, "__stderr__", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


async def differences(app: Any, pilot: Any, name: str) -> list[str]:
    """Compare the screen with its pictures: at each width in Chinese, at the usual one in English."""
    different: list[str] = []
    for width in WIDTHS if name.endswith(".zh") else (USUAL,):
        height = WIDTHS[width]
        await pilot.resize_terminal(width, height)
        file = FOLDER / f"{name}.{width}.txt"
        kept = file.read_text(encoding="utf-8") if file.exists() else ""
        shown = await settled(app, pilot, kept)
        if os.environ.get("RENEW_PICTURES"):
            file.write_text(shown, encoding="utf-8")
        else:
            different += unified_diff(kept.splitlines(), shown.splitlines(), file.name, "now", lineterm="", n=1)
    return different


async def compare(app: Any, pilot: Any, name: str) -> None:
    """Fail if the screen differs from its pictures."""
    _fail_if(await differences(app, pilot, name))


def _fail_if(different: list[str]) -> None:
    if different:
        pytest.fail("\n".join(different), pytrace=False)


@LANGUAGES
async def test_screens_look_as_their_pictures(desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The screens of the demo desk, every cell of them, one after another."""
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
async def test_a_screen_looks_as_its_picture(desk: str, app_on: Any, until: Any, scene: str, lang: str) -> None:
    """A screen that others would show through, every cell of it; others' actions are undone by the lead alone."""
    app = app_on(desk, actor="LE1" if scene == "undo" else "EN1", lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await SCENES[scene](Hands(app, pilot, until))
        await compare(app, pilot, f"{scene}.{lang}")


@LANGUAGES
async def test_an_empty_desk_says_what_to_do(empty_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The queue of a desk in which nothing is yet."""
    app = app_on(empty_desk, lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await empty_queue(Hands(app, pilot, until))
        await compare(app, pilot, f"queue-empty.{lang}")


@LANGUAGES
async def test_an_empty_list_says_what_to_do(empty_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """A room in which nothing is yet."""
    app = app_on(empty_desk, lang=lang)
    async with app.run_test(size=SIZES[lang]) as pilot:
        await SCENES["room-customers"](Hands(app, pilot, until))
        await compare(app, pilot, f"room-empty.{lang}")


@LANGUAGES
async def test_the_first_run_asks(lang: str) -> None:
    """There is no desk yet: which one shall it be."""
    use_language(lang)
    app = FirstRun("/home/desk/desk.db")
    async with app.run_test(size=SIZES[lang]) as pilot:
        await compare(app, pilot, f"first-run.{lang}")
