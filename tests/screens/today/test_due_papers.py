"""The document of a record that was made from the due list, and the tab keys of the back office."""

from typing import Any

import pytest
from keyboard import Hands

from deskctl.language.i18n import use_language
from deskctl.operations.perform import OperationResult
from deskctl.screens.documents.documents_screen import DocumentsScreen
from deskctl.screens.today.back_office_reading import TABS
from deskctl.screens.today.due_screen import DueScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.tabs import tabs_line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_back_office_tabs_show_their_digits(lang: str) -> None:
    """At 80 columns each tab shows its digit, even if each has a two-digit count."""
    use_language(lang)
    line = tabs_line(TABS, "all", {tab.name: 12 for tab in TABS}, 80)
    assert [piece.text.strip() for piece in line if piece.style == "key"] == list("12345678")


async def test_document_of_a_new_record_is_one_key_away(desk: str, app_on: Any, until: Any) -> None:
    """The notice names the key that opens the document of the new record once; afterwards it opens that of the row."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        app.push_screen(DueScreen(app.session))
        await hands.see(lambda: isinstance(app.screen, DueScreen) and app.screen.query(LineList))
        for kind, noun, name, event in (
            ("1", "inspection", "IN-2026-11-CUS-04", "inspected"),
            ("2", "return-visit", "RV-001", "return_visited"),
        ):
            await pilot.press(kind)
            await hands.see(lambda noun=noun: app.screen.step and app.screen.step.noun == noun, noun)  # type: ignore[misc]
            app.clear_notifications()
            app.screen.show_done(OperationResult(None, f"{name}/1", (event,), repeated=False, changes=()))
            await hands.see(lambda name=name: any(name in one and "P " in one for one in _notices(app)), noun)  # type: ignore[misc]
            for owner in (name, app.screen.documents_of):
                await pilot.press("P")
                await hands.see(lambda: isinstance(app.screen, DocumentsScreen), noun)
                assert app.screen.owner == owner, noun
                await pilot.press("escape")
                await hands.see(lambda: isinstance(app.screen, DueScreen), noun)


def _notices(app: Any) -> list[str]:
    return [str(one.message) for one in app._notifications]  # noqa: SLF001 - no public way
