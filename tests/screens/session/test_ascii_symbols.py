"""With plain symbols no cell of any screen contains a character that some terminals draw two cells wide."""

from pathlib import Path
from typing import Any

from keyboard import Hands, ambiguous, are_ambiguous

from deskctl.config.edit import set_value
from deskctl.console.setup.first_run import FirstRun
from deskctl.console.terminal.ascii_symbols import plain_signs
from deskctl.screens.queue.queue_screen import QueueScreen

PICTURES = sorted((Path(__file__).parents[1] / "snapshots").glob("*.txt"))


def test_every_symbol_of_the_snapshots_has_a_plain_one() -> None:
    """Every snapshot can be converted to ASCII and Chinese characters without a change of its width."""
    for picture in PICTURES:
        text = picture.read_text(encoding="utf-8")
        assert are_ambiguous(plain_signs(text)) == set(), picture.name
        assert len(plain_signs(text)) == len(text)
    assert len(PICTURES) > 90


async def test_plain_symbols_reach_every_cell(desk: str, app_on: Any, until: Any) -> None:
    """The setting applies to the queue with its panes, a dialog with border and scroll bar, and a form."""
    set_value("console.signs", "plain")
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for key, part in (("question_mark", "#help"), ("n", "#form")):
            assert ambiguous(app) == set()
            hands.type_ahead(key)
            await hands.see(lambda part=part: app.screen.query(part) and app.screen.query_one(part).region)
            await hands.see(lambda: all(worker.is_finished for worker in app.workers))
            assert ambiguous(app) == set()
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))


async def test_first_run_screen_switches_to_plain_symbols(until: Any) -> None:
    """The first-run screen shows the ambiguous symbols, and none of them after p was pressed."""
    app = FirstRun("/tmp/desk.db")  # noqa: S108 - no file is created
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: {"▲", "─", "█"} <= ambiguous(app))
        await pilot.press("p")
        await until(pilot, lambda: ambiguous(app) == set())


def test_accented_letters_lose_the_accent() -> None:
    """An accented letter is replaced by one plain letter, and a letter without a plain form remains."""
    assert plain_signs("é à ü ° × ½ 样 Ж") == "e a u ° x 1 样 Ж"
