"""Forms on terminals with few lines: the focused field or button is always visible."""

from typing import Any

import pytest
from keyboard import Hands
from opened_form import Until, open_form
from rich.cells import cell_len
from textual.widget import Widget

from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.inputs.save_button import SaveButton
from deskctl.widgets.panes.key_bar import KeyBar

FORMS = ("visit.plan", "callback.add", "shift.hand-over", "ticket.assign", "part.install")


def _is_visible(app: Any, widget: Widget) -> bool:
    """Return True if the first and the last line of a widget are on the screen and not covered."""
    region = widget.region
    ends = [(region.x, region.y), (region.right - 1, region.bottom - 1)]
    seen = [app.screen.get_widget_at(*end)[0] for end in ends if app.screen.region.contains(*end)]
    return len(seen) == len(ends) and all(widget in one.ancestors_with_self for one in seen)


async def test_each_field_and_the_button_are_visible(desk: str, app_on: Any, until: Until) -> None:
    """Each field and the button are visible when tab moves the focus there, and the key bar stays whole."""
    app = app_on(desk, lang="zh")
    sizes = [(60, 20), (40, 15), (80, 24)]
    async with app.run_test(size=sizes[0]) as pilot:
        for name in FORMS:
            await open_form(app, pilot, until, name, 70)
            for size in sizes:
                await pilot.resize_terminal(*size)
                await _walk(Hands(app, pilot, until), f"{name} {size}")
            sizes.reverse()  # each size is that of the terminal when some of the forms are opened
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def _walk(hands: Hands, case: str) -> None:
    """Move the focus once through the form."""
    screen = hands.app.screen
    await hands.see(lambda: screen.focused and _is_visible(hands.app, screen.focused), case)
    walked = [screen.focused]
    while screen.focused is not walked[0] or len(walked) == 1:
        hands.type_ahead("tab")
        await hands.see(lambda: screen.focused is not walked[-1] and _is_visible(hands.app, screen.focused), case)
        walked.append(screen.focused)
    assert any(isinstance(one, SaveButton) for one in walked), case
    assert _is_visible(hands.app, screen.query_one("#form-keys", KeyBar)), case


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_refusal_and_button_are_visible_on_15_lines(desk: str, app_on: Any, until: Until, lang: str) -> None:
    """On 15 lines of 40 cells a refusal, the focused field and the button are visible, in place of the help."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(40, 15)) as pilot:
        await open_form(app, pilot, until, "ticket.close", 66)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen.query("#refusal.-shown Label"))
        await until(pilot, lambda: _is_visible(app, app.screen.query_one(SaveButton)))
        await until(pilot, lambda: _is_visible(app, app.screen.query_one("#refusal")))
        await until(pilot, lambda: _is_visible(app, app.screen.focused))


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_label_of_a_long_text_is_visible(desk: str, app_on: Any, until: Until, lang: str) -> None:
    """On 15 lines of 40 cells the label above a focused field of several lines is visible in each language."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(40, 15)) as pilot:
        hands = Hands(app, pilot, until)
        for name in ("ticket.resolve", "shift.hand-over"):
            await open_form(app, pilot, until, name, 70)
            area = app.screen.query(SafeArea).first()
            area.focus()
            await hands.settle()
            label = next(one for one in area.ancestors if isinstance(one, FieldRow)).query(".label").first()
            await hands.see(lambda area=area, label=label: _is_visible(app, area) and _is_visible(app, label), name)
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))


async def test_new_ticket_fits_a_small_terminal(desk: str, app_on: Any, until: Until) -> None:
    """The button of a new ticket is above the key bar on 15 lines of 40 cells, and no key there is cut off."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#form-keys"))
        bar = app.screen.query_one("#form-keys", KeyBar)
        await until(pilot, lambda: "esc" in bar.text)
        assert cell_len(bar.text) <= bar.size.width
        await pilot.press("shift+tab")
        await until(pilot, lambda: isinstance(app.focused, SaveButton) and _is_visible(app, app.focused))


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
