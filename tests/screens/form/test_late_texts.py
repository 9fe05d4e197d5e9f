"""A text that a form reads in the background and fills in late: it never disturbs somebody who is typing already."""

from threading import Event
from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands
from opened_form import WIDE

from deskctl.screens.dispatch import assign_screen
from deskctl.screens.form import ref_picker
from deskctl.screens.form.form_screen import FormScreen

PLAN = ("visit", "plan", {"engineers": ["EN1"]}, "engineers")
ASSIGN = ("ticket", "assign", {"to": "EN1"}, "to")
READERS = ((ref_picker, "choices"), (assign_screen, "candidates_for"))


@pytest.fixture
def can_read(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Hold back what the fields of people read until the event is set."""
    return hold_reads(monkeypatch, *READERS)


@pytest.mark.parametrize(("typed", "left"), [("", "z"), ("EN1", "EN1z")], ids=["untouched", "typed"])
@pytest.mark.parametrize("form", [PLAN, ASSIGN], ids=["plan", "assign"])
async def test_late_name_of_a_preset_person(
    desk: str,
    app_on: Any,
    until: Any,
    can_read: Event,
    form: tuple[str, str, dict[str, Any], str],
    typed: str,
    left: str,
) -> None:
    """A key replaces a preset person also after the late name is filled in; a typed id gets no name while typing."""
    noun, verb, preset, name = form
    app = app_on(desk, lang="zh")
    async with app.run_test(size=WIDE) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        app.screen.action_operate(noun, verb, preset)
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(f"#row-{name} Input"))
        line = hands.field(name)
        line.focus()
        await hands.see(lambda: line.selected_text == "EN1")
        await hands.write(typed)
        can_read.set()
        await hands.settle()
        await hands.see(lambda: typed or line.value.startswith("EN1 "))
        await hands.write("z")
        assert line.value == left
