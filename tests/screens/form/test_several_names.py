"""A field with several names: they are separated by commas of any width, and none is dropped."""

from typing import Any

from keyboard import Hands
from opened_form import SMALL

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.draft_file import drafts

PRESET = "EN1 郑样 · 工程师"


async def test_further_names_are_kept(desk: str, app_on: Any, until: Any) -> None:
    """Names after a preset person are kept; text without a comma stays in the field and is not read as a name."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for typed, expected in (("，王演", "EN1,EN2"), ("， EN2 , EN3", "EN1,EN2,EN3"), (" 王演", f"{PRESET} 王演")):
            app.screen.action_operate("visit", "plan", {"engineers": ["EN1"]})
            await hands.see(lambda: isinstance(app.screen, FormScreen) and hands.field("engineers").value, typed)
            line = hands.field("engineers")
            line.focus()
            await hands.see(lambda line=line: line.value == PRESET, typed)  # type: ignore[misc]
            line.cursor_position = len(line.value)
            await hands.write(typed)
            row = app.screen.query_one("#row-engineers")
            await hands.see(lambda row=row, expected=expected: row.text == expected, typed)  # type: ignore[misc]
            await hands.leave()


async def test_name_is_typed_after_a_chosen_one(desk: str, app_on: Any, until: Any) -> None:
    """After a name is chosen from the matches, a comma and another name are added to it."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        for words, first in (("", "BS1"), ("EN", "EN1")):
            app.screen.action_operate("visit", "plan")
            await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-engineers Input"))
            await hands.fill(engineers=words)
            hands.type_ahead("down", "enter", *",EN2")
            await hands.settle()
            assert app.screen.query_one("#row-engineers").text == f"{first},EN2"
            await hands.leave()


async def test_comma_in_a_title_separates_no_names(desk: str, app_on: Any, until: Any) -> None:
    """A hand-over of one ticket with a comma in its title names that ticket, and is not parked if nothing is typed."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        app.push_screen(FormScreen(app.session, "shift", "hand-over", None, {"tickets": ["T-067"]}))
        await hands.see(lambda: isinstance(app.screen, FormScreen) and hands.field("tickets").value != "T-067")
        assert hands.field("tickets").value == "T-067 MRP 运算结果错误 开发修改中"
        assert app.screen.query_one("#row-tickets").text == "T-067"
        await pilot.press("escape")
        await hands.see(lambda: not isinstance(app.screen, FormScreen))
    assert not drafts(desk)
