"""A text field of several lines that was filled in."""

from textual.app import App, ComposeResult

from deskctl.console.theme import EXTRA_COLOURS
from deskctl.widgets.inputs.safe_area import SafeArea

LONG = "\n".join(f"line {n}" for n in range(40))


class _Form(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(EXTRA_COLOURS)

    def compose(self) -> ComposeResult:
        yield SafeArea("read before")
        yield SafeArea(id="second")


async def test_typing_continues_the_text_that_was_filled_in() -> None:
    """What is typed comes after the text that a field opened with or was filled with later, and it is in view.

    Without the focus, a long text shows its beginning; back in a field, typing goes on where it was left.
    """
    app = _Form()
    async with app.run_test(size=(60, 20)) as pilot:
        first, second = app.query(SafeArea)
        await pilot.press("!", "left", "left")
        second.fill(LONG)
        await pilot.pause()
        assert second.scroll_offset.y == 0
        await pilot.press("tab", "!")
        assert second.text == f"{LONG}!"
        assert second.scroll_offset.y > 0
        second.fill("short")
        await pilot.press("!", "shift+tab", "?")
        assert (first.text, second.text) == ("read befor?e!", "short!")
