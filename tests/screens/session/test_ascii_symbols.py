"""With plain signs no cell of any screen holds a character that some terminals draw two cells wide."""

from pathlib import Path
from typing import Any

from keyboard import Hands, ambiguous, are_ambiguous

from deskctl.config.edit import set_value
from deskctl.console.setup.first_run import FirstRun
from deskctl.console.terminal.ascii_symbols import plain_signs
from deskctl.screens.queue.queue_screen import QueueScreen

PICTURES = sorted((Path(__file__).parents[1] / "snapshots").glob("*.txt"))


def test_every_sign_of_every_screen_has_a_plain_one() -> None:
    """What the pictures of all screens show becomes ASCII or Han, cell for cell."""
    for picture in PICTURES:
        text = picture.read_text(encoding="utf-8")
        assert are_ambiguous(plain_signs(text)) == set(), picture.name
        assert len(plain_signs(text)) == len(text)
    assert len(PICTURES) > 90


async def test_the_setting_reaches_every_cell(desk: str, app_on: Any, until: Any) -> None:
    """The queue with its panes, a dialog with its border and its scroll bar, and a form."""
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


async def test_the_first_screen_of_all_is_plain_after_p(until: Any) -> None:
    """The ruler shows which signs are meant, and is gone once plain ones are chosen."""
    app = FirstRun("/tmp/desk.db")  # noqa: S108 - nothing is made there
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: {"▲", "─", "█"} <= ambiguous(app))
        await pilot.press("p")
        await until(pilot, lambda: ambiguous(app) == set())


def test_a_letter_with_an_accent_is_drawn_without_it() -> None:
    """One cell for one cell; letters that have no plain one stay."""
    assert plain_signs("é à ü ° × ½ 样 Ж") == "e a u ° x 1 样 Ж"
