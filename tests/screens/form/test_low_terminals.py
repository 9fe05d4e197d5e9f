"""Forms on terminals with few lines: the focused field or button is always visible."""

from typing import Any

import pytest
from opened_form import Until, open_form
from textual.widget import Widget

from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.save_button import SaveButton
from deskctl.widgets.panes.key_bar import KeyBar

FORMS = ("visit.plan", "callback.add", "shift.hand-over", "ticket.assign", "part.install")


def _is_visible(app: Any, widget: Widget) -> bool:
    """Return True if the first and the last line of a widget are on the screen and not covered."""
    region = widget.region
    ends = [(region.x, region.y), (region.right - 1, region.bottom - 1)]
    seen = [app.screen.get_widget_at(*end)[0] for end in ends if app.screen.region.contains(*end)]
    return len(seen) == len(ends) and all(widget in one.ancestors_with_self for one in seen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_each_field_and_the_button_are_visible(
    desk: str, app_on: Any, until: Until, size: tuple[int, int]
) -> None:
    """Each field and the button are visible when tab moves the focus there, and the key bar stays whole."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=size) as pilot:
        for name in FORMS:
            await open_form(app, pilot, until, name, 70)
            await until(pilot, lambda: app.screen.focused and _is_visible(app, app.screen.focused), name)
            first = app.screen.focused
            walked = [first]
            while app.screen.focused is not first or len(walked) == 1:
                await pilot.press("tab")
                await until(pilot, lambda: _is_visible(app, app.screen.focused), name)
                walked.append(app.screen.focused)
            assert any(isinstance(one, SaveButton) for one in walked), name
            assert _is_visible(app, app.screen.query_one("#form-keys", KeyBar)), name
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_button_is_visible_below_a_refusal(desk: str, app_on: Any, until: Until) -> None:
    """A refusal is shown together with the focused field and the button, also on 20 lines."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(60, 20)) as pilot:
        await open_form(app, pilot, until, "visit.request", 72)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#refusal.-shown Label"))
        await until(pilot, lambda: _is_visible(app, app.screen.query_one(SaveButton)))
        assert _is_visible(app, app.screen.focused)


async def test_key_bar_fits_after_a_refusal(desk: str, app_on: Any, until: Until) -> None:
    """The remedy key replaces optional keys, and no key is cut off."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_form(app, pilot, until, "ticket.close", 70)
        await pilot.press("ctrl+o")
        bar = app.screen.query_one("#form-keys", KeyBar)
        await until(pilot, lambda: "Do that first" in bar.text)
        assert "Back" in bar.text
        assert len(bar.text) <= bar.size.width
