"""The paper of a record that was made from the due list, and the tab keys of the back office."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.language.i18n import use_language
from deskctl.operations.perform import OperationResult
from deskctl.screens.papers.papers_screen import PapersScreen
from deskctl.screens.today.business_reading import TABS
from deskctl.screens.today.due_screen import DueScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.tabs import tabs_line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_back_office_tabs_show_their_digits(lang: str) -> None:
    """At 80 columns each tab shows its digit, even if each has a two-digit count."""
    use_language(lang)
    line = tabs_line(TABS, "all", {tab.name: 12 for tab in TABS}, 80)
    assert [piece.text.strip() for piece in line if piece.style == "key"] == list("12345678")


@pytest.mark.parametrize(("noun", "kind"), [("inspection", "1"), ("return-visit", "2")])
async def test_paper_of_a_new_record_is_one_key_away(desk: str, app_on: Any, until: Any, noun: str, kind: str) -> None:
    """The notice names the key that opens the paper of the new record once; afterwards it opens that of the row."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        app.push_screen(DueScreen(app.session))
        await hands.see(lambda: isinstance(app.screen, DueScreen) and app.screen.query(LineList))
        await pilot.press(kind)
        await hands.see(lambda: app.screen.step)
        events = {"inspection": ("inspected",), "return-visit": ("return_visited",)}[noun]
        name = {"inspection": "IN-2026-11-CUS-04", "return-visit": "RV-001"}[noun]
        app.screen.show_done(OperationResult(None, f"{name}/1", events, repeated=False, changes=()))
        await hands.see(lambda: any(name in one.message and "P " in one.message for one in app._notifications))  # noqa: SLF001
        for owner in (name, app.screen.papers_of):
            await pilot.press("P")
            await hands.see(lambda: isinstance(app.screen, PapersScreen))
            assert app.screen.owner == owner
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, DueScreen))
