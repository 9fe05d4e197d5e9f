"""The list of keys can be searched by words of an action or by the key itself."""

from typing import Any

from keyboard import Hands, listed
from textual.widgets import Input

from deskctl.language.i18n import use_language
from deskctl.screens.dialogs.help_screen import HelpPane, HelpScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import width_of


async def test_typing_filters_the_list_of_keys(desk: str, app_on: Any, until: Any) -> None:
    """Words or a key filter the list, typed letters do not act as keys, and `?`, Enter and Esc close it.

    With words, Esc clears them first.
    """
    app = app_on(desk, lang="zh")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Hands(app, pilot, until)
            await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
            for leave in ("question_mark", "enter", "escape"):
                await pilot.press("question_mark")
                await hands.see(lambda: isinstance(app.screen, HelpScreen) and app.focused)
                pane = app.screen.query_one(HelpPane)
                await hands.see(lambda pane=pane: len(pane.lines) > 20)
                if leave == "escape":
                    await pilot.press("pagedown", "down")
                    await hands.see(lambda pane=pane: pane.scroll_offset.y > 1)
                    for words, found, lines in (("标记 所有", "space", 8), ("G", "末行", 1), ("nothing", "", 0)):
                        app.screen.query_one(Input).value = ""
                        await hands.write(words)
                        await hands.see(lambda pane=pane, lines=lines: len(pane.lines) <= lines)
                        assert found in pane.text
                        assert pane.scroll_offset.y == 0
                    await pilot.press("escape")
                    await hands.see(lambda pane=pane: len(pane.lines) > 20)
                await pilot.press(leave)
                await hands.see(lambda: isinstance(app.screen, QueueScreen))
    finally:
        use_language("en")


async def test_long_names_of_keys_and_notices_are_whole(desk: str, app_on: Any, until: Any) -> None:
    """The help wraps long names, and an empty list says all that it says on 40 columns, but names no empty tab."""
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(40, 15)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        await pilot.press("i")
        await hands.see(lambda: "Nothing waits for you." in listed(app))
        await pilot.press("4")
        await hands.see(lambda: "watches it." in " ".join(listed(app).split()))
        pane = app.screen.query_one(LineList)
        assert all(width_of(line) <= pane.line_width - 2 for line in pane.lines)
        await pilot.press("question_mark")
        await hands.see(lambda: isinstance(app.screen, HelpScreen) and "muted" in app.screen.query_one(HelpPane).text)
        assert ".." not in app.screen.query_one(HelpPane).text
