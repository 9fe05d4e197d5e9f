"""The report as it is sent: previewed first, then written to a file."""

from pathlib import Path
from typing import Any

import pytest

from deskctl.screens.report.preview_screen import PreviewPane, PreviewScreen

_CHINESE, _ENGLISH = "故障报告", "Incident report"


def remove(folder: Path) -> None:
    """Remove the written files."""
    for file in folder.glob("T-066*.md"):
        file.unlink()


async def test_report_is_previewed_and_written(
    desk: str, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The preview shows the report in the customer's language; m switches to its Markdown and back, and M writes that.

    Both work on a wide screen and on the narrowest one, in either language. Word has the key of the list of documents.
    """
    monkeypatch.chdir(tmp_path)
    app = app_on(desk)
    async with app.run_test(size=(132, 40)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.number == 66)
        await pilot.press("e", "ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen) and app.screen.query(PreviewPane))
        for size, title, other in (((132, 40), _CHINESE, _ENGLISH), ((60, 20), _ENGLISH, _CHINESE)):
            await pilot.resize_terminal(*size)
            await _preview_and_write(app, pilot, until, tmp_path, title)
            await pilot.press("L")
            await until(pilot, lambda other=other: other in app.screen.query_one(PreviewPane).text)


async def _preview_and_write(app: Any, pilot: Any, until: Any, folder: Path, title: str) -> None:
    pane = app.screen.query_one(PreviewPane)
    await until(pilot, lambda: title in pane.text)
    app.copy_to_clipboard("")
    await pilot.press("y")
    await until(pilot, lambda: title in app.clipboard)
    assert "no letterhead" in pane.text
    assert "w Word" in app.screen.subtitle
    bound = app.screen.active_bindings
    assert bound["w"].binding.action == bound["d"].binding.action == "write('docx')"
    shown = pane.text
    await pilot.press("m")
    await until(pilot, lambda: f"# {title}" in pane.text)
    await until(pilot, lambda: not any(folder.glob("T-066*")))
    await pilot.press("m")
    await until(pilot, lambda: pane.text == shown)
    app.clear_notifications()
    await pilot.press("M")
    await until(pilot, lambda: any(folder.glob("T-066*.md")))
    await until(pilot, lambda: any("T-066" in note.message for note in app._notifications))  # noqa: SLF001
    remove(folder)
