"""The report as it goes out: seen first, then written as a file."""

from pathlib import Path
from typing import Any

import pytest

from deskctl.screens.report.preview_screen import PreviewPane, PreviewScreen


@pytest.mark.parametrize("size", [(132, 40), (60, 20)])
async def test_the_report_is_seen_and_written(
    desk: str, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """The preview holds the customer's words and language; m turns it into its Markdown and back, M writes that."""
    monkeypatch.chdir(tmp_path)
    app = app_on(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.number == 66)
        await pilot.press("e", "ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen) and app.screen.query(PreviewPane))
        await until(pilot, lambda: "故障报告" in app.screen.query_one(PreviewPane).text)
        await pilot.press("y")
        await until(pilot, lambda: "故障报告" in app.clipboard)
        assert "no letterhead" in app.screen.query_one(PreviewPane).text
        await pilot.press("L")
        await until(pilot, lambda: "Incident report" in app.screen.query_one(PreviewPane).text)
        await pilot.press("L")
        await until(pilot, lambda: "故障报告" in app.screen.query_one(PreviewPane).text)
        shown = app.screen.query_one(PreviewPane).text
        await pilot.press("m")
        await until(pilot, lambda: "# 故障报告" in app.screen.query_one(PreviewPane).text)
        await until(pilot, lambda: not any(tmp_path.glob("T-066*")))
        await pilot.press("m")
        await until(pilot, lambda: app.screen.query_one(PreviewPane).text == shown)
        await pilot.press("M")
        await until(pilot, lambda: any(tmp_path.glob("T-066*.md")))
        await until(pilot, lambda: any("T-066" in note.message for note in app._notifications))  # noqa: SLF001
