"""The styles of the console are read once, and all of them again only for other colours."""

from collections import Counter
from typing import Any

import pytest
from textual.css import stylesheet


@pytest.fixture(autouse=True)
def _rules() -> None:
    """Read what this console needs for itself."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each style is read."""
    count: Counter[str] = Counter()
    parse = stylesheet.parse

    def counted(scope: str, css: str, *args: Any, **options: Any) -> Any:
        count[css] += 1
        return parse(scope, css, *args, **options)

    monkeypatch.setattr(stylesheet, "parse", counted)
    return count


async def test_each_style_is_read_once_for_a_theme(desk: str, app_on: Any, until: Any, read: Counter[str]) -> None:
    """Neither the first colours nor a screen that is opened let anything be read again; other colours do."""
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


async def test_a_new_screen_leaves_the_styles_of_what_is_shown(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The widgets below a screen that is opened for the first time keep their styles, unless colours change."""
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
