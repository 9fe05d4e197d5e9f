"""A terminal that becomes smaller while a field is being filled in."""

from typing import Any

from opened_form import Until, open_form

from deskctl.console.setup.setup_pages import PAGES
from deskctl.console.setup.setup_wizard import SetupWizard


def _in_view(app: Any) -> bool:
    """Return True if the whole focused widget is visible."""
    focused = app.focused
    region = focused.region
    return region.height > 0 and all(region in one.region for one in focused.ancestors if hasattr(one, "region"))


async def test_focused_line_of_the_wizard_stays_in_view(until: Until) -> None:
    """Each focused line of the wizard stays in view when the terminal loses lines."""
    wizard = SetupWizard()
    async with wizard.run_test(size=(80, 40)) as pilot:
        for page in range(len(PAGES)):
            for line in wizard._fields():
                await pilot.resize_terminal(80, 40)
                line.focus()
                await pilot.pause()
                await pilot.resize_terminal(60, 12)
                await until(pilot, lambda: _in_view(wizard), f"{page} {line.id}")
            if page + 1 < len(PAGES):
                await pilot.press("pagedown")


async def test_focused_field_of_a_form_stays_in_view(desk: str, app_on: Any, until: Until) -> None:
    """The focused last field of a long form stays in view when the terminal loses lines."""
    app = app_on(desk)
    async with app.run_test(size=(100, 50)) as pilot:
        await open_form(app, pilot, until, "visit.plan", 69)
        app.screen.fields.rows[-1].enter()
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: _in_view(app))
