"""Canned texts in a text field: two semicolons, a part of the name, enter."""

from typing import Any

from keyboard import Hands

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.knowledge.insertable_texts import InsertableText
from deskctl.screens.dialogs.insert_text_screen import InsertTextScreen, filled
from deskctl.screens.form.form_screen import FormScreen
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.panes.line_list import LineList


def test_placeholders_of_a_canned_text_are_filled() -> None:
    """Placeholders in both languages are filled in, unknown ones remain, and an answer carries its FAQ mark."""
    text = InsertableText("delay", "{客户}：{ticket} {下一步} {name}", "[FAQ-004 v1]")
    assert (
        filled(text, {"customer": "北屿", "ticket": "T-069", "next": "arrive"})
        == "北屿：T-069 arrive {name} [FAQ-004 v1]"
    )


async def test_two_semicolons_insert_a_canned_text(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The chosen text replaces the two semicolons, and escape leaves them in the field."""
    added = build(find("text", "add"), {"name": "on the way", "words": "We are on the way for {ticket}."})
    perform(desk, added, None, RequestContext(now=watch(), actor="HL1"))
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        app.push_screen(FormScreen(app.session, "ticket", "note", 69))
        await hands.see(lambda: isinstance(app.screen, FormScreen) and isinstance(app.focused, SafeArea))
        area = app.focused
        await pilot.press("semicolon", "semicolon")
        await hands.see(lambda: isinstance(app.screen, InsertTextScreen) and app.screen.query(LineList))
        await hands.see(lambda: "on the way" in app.screen.query_one(LineList).text)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, FormScreen))
        assert area.text == ";;"
        await pilot.press("backspace", "semicolon")
        await hands.see(lambda: isinstance(app.screen, InsertTextScreen) and app.screen.query(LineList))
        await hands.see(lambda: "on the way" in app.screen.query_one(LineList).text)
        await hands.write("way")
        await pilot.press("enter")
        await hands.see(lambda: area.text == "We are on the way for T-069.")
