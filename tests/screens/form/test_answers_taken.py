"""A known answer from the FAQ: found with the find box or two semicolons, read, and inserted into a reply."""

from typing import Any

from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.dialogs.insert_text_screen import InsertTextScreen
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.records.record_screen import RecordScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane


async def test_answer_is_inserted_by_two_semicolons_or_from_the_find_box(desk: str, app_on: Any, until: Any) -> None:
    """Two semicolons of any width in an input line list the answers, show the full text, and insert the chosen one.

    From a form, ctrl+p finds an answer, enter opens it, and y inserts it where the cursor was.
    """
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(72)
        await pilot.press("a")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, Input))
        line = app.focused
        for semicolon in ";；":
            line.value = ""
            hands.type_ahead(semicolon, semicolon)
            await hands.see(lambda: isinstance(app.screen, InsertTextScreen) and app.screen.query(LineList), semicolon)
            await hands.see(lambda: "FAQ-001" in app.screen.query_one(LineList).text, semicolon)
            assert app.screen.query_one("#text-words", LinePane).text.strip(), semicolon
            await pilot.press("enter")
            await hands.see(lambda: "[FAQ-" in line.value, semicolon)
            assert semicolon * 2 not in line.value
        line.value = ""
        await pilot.press("ctrl+p")
        await hands.see(lambda: isinstance(app.screen, FindScreen) and isinstance(app.focused, Input))
        app.focused.value = "FAQ-001"
        await hands.see(lambda: "FAQ-001" in app.screen.query_one(LineList).text)
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, RecordScreen) and app.screen._fields)
        await pilot.press("y")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and "[FAQ-001 v" in line.value)
