"""Forms on a terminal of few lines: no field and no button is out of sight while it has the focus."""

from typing import Any

import pytest
from opened_form import Until, open_form
from textual.widget import Widget

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.save_button import SaveButton
from deskctl.widgets.panes.key_bar import KeyBar

FORMS = ("visit.plan", "callback.add", "shift.hand-over", "ticket.assign", "part.install")


def _is_in_sight(app: Any, widget: Widget) -> bool:
    """Return True if the first and the last line of a widget are on the screen with nothing over them."""
    region = widget.region
    ends = [(region.x, region.y), (region.right - 1, region.bottom - 1)]
    seen = [app.screen.get_widget_at(*end)[0] for end in ends if app.screen.region.contains(*end)]
    return len(seen) == len(ends) and all(widget in one.ancestors_with_self for one in seen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_each_field_and_the_button_are_seen(desk: str, app_on: Any, until: Until, size: tuple[int, int]) -> None:
    """Tab goes through all fields to the button and each is shown when it has the focus; the keys stay whole."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=size) as pilot:
        for name in FORMS:
            await open_form(app, pilot, until, name, 70)
            await until(pilot, lambda: app.screen.focused and _is_in_sight(app, app.screen.focused), name)
            first = app.screen.focused
            walked = [first]
            while app.screen.focused is not first or len(walked) == 1:
                await pilot.press("tab")
                await until(pilot, lambda: _is_in_sight(app, app.screen.focused), name)
                walked.append(app.screen.focused)
            assert any(isinstance(one, SaveButton) for one in walked), name
            assert _is_in_sight(app, app.screen.query_one("#form-keys", KeyBar)), name
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_a_refusal_leaves_the_button_in_sight(desk: str, app_on: Any, until: Until) -> None:
    """What is refused is read together with the field and the button, also on twenty lines."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(60, 20)) as pilot:
        await open_form(app, pilot, until, "visit.request", 72)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#refusal.-shown Label"))
        await until(pilot, lambda: _is_in_sight(app, app.screen.query_one(SaveButton)))
        assert _is_in_sight(app, app.screen.focused)


async def test_the_keys_after_a_refusal_fit_the_form(desk: str, app_on: Any, until: Until) -> None:
    """The key of the remedy takes the place of keys that are not always shown; none is cut off."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_form(app, pilot, until, "ticket.close", 70)
        await pilot.press("ctrl+o")
        bar = app.screen.query_one("#form-keys", KeyBar)
        await until(pilot, lambda: "Do that first" in bar.text)
        assert "Back" in bar.text
        assert len(bar.text) <= bar.size.width
