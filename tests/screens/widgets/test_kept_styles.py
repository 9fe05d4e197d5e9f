"""The style sheets of the console are read once, and again only for another theme."""

from collections import Counter
from typing import Any

import pytest
from textual.css import stylesheet


@pytest.fixture(autouse=True)
def _rules() -> None:
    """Read the style sheets for each console, as the tests count the reads."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return a counter of the reads of each style sheet."""
    count: Counter[str] = Counter()
    parse = stylesheet.parse

    def counted(scope: str, css: str, *args: Any, **options: Any) -> Any:
        count[css] += 1
        return parse(scope, css, *args, **options)

    monkeypatch.setattr(stylesheet, "parse", counted)
    return count


async def test_style_sheets_are_read_once_per_theme(desk: str, app_on: Any, until: Any, read: Counter[str]) -> None:
    """Neither the start nor a new screen reads a style sheet twice; another theme reads each once more."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("l", "escape")
        assert set(read.values()) == {1}
        count = len(read)
        await pilot.press("colon", "escape")
        assert len(read) > count
        assert set(read.values()) == {1}
        at_work = app.screen.styles.background
        app.theme = "desk-light"
        await until(pilot, lambda: set(read.values()) == {2})
        assert app.screen.styles.background != at_work


async def test_new_screen_keeps_the_styles_below_it(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that opens for the first time does not restyle the widgets below it, but another theme does."""
    styled: list[str | None] = []
    apply = stylesheet.Stylesheet.apply

    def noted(sheet: Any, node: Any, **options: Any) -> None:
        styled.append(node.id)
        apply(sheet, node, **options)

    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(stylesheet.Stylesheet, "apply", noted)
        await pilot.press("colon")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert styled
        assert "header" not in styled
        app.theme = "desk-light"
        await until(pilot, lambda: "header" in styled)
