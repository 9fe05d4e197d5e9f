"""The report in an editor of one's own: it comes back as it was written, and nothing is lost on the way."""

import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands
from test_report import open_report, part
from textual.drivers.headless_driver import HeadlessDriver

from deskctl.language.i18n import use_language
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.report.report_file import as_one_text, as_parts, headings
from deskctl.widgets.inputs.safe_area import SafeArea

SIZE = (80, 24)
HOSTILE = "bell \x07, escape \x1b[31m\r\nand \u202eback\n\n# no heading\n## Cause of the fault\n"
MISSING = (
    ("", "No editor is named"),
    ("no-such-editor-here", "cannot be opened"),
    ("vi 'unclosed", "cannot be read"),
)

Editor = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Name an editor that does this with the path of its file; its files lie in a folder of their own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(HeadlessDriver, "can_suspend", True)
    monkeypatch.delenv("VISUAL", raising=False)

    def name(body: str) -> None:
        script = tmp_path / "editor.py"
        lines = ["import os, pathlib, sys", "path = pathlib.Path(sys.argv[1])", "text = path.read_bytes()", body]
        script.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")

    return name


def left_over(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").glob("deskctl-*"))


def notices(app: Any) -> str:
    return "\n".join(notice.message for notice in app._notifications)  # noqa: SLF001 - no public face


async def _edit(hands: Hands) -> None:
    await hands.pilot.press("ctrl+e")
    await hands.pilot.pause()


async def test_the_report_is_written_outside(
    desk: str, app_on: Any, until: Any, editor: Editor, take: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three parts go into one private file under headings; what is written there comes back, the file goes.

    Control characters go there and back, though the screen shows pictures of them. Nothing is lost where the editor
    fails, the headings are gone, there is no editor, or the terminal cannot be handed over: each is reported, and the
    console goes on. The key works in the long texts of the forms too.
    """
    take(desk, "report.write", 67, cause=HOSTILE, method="m", result="r")
    app = app_on(desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 67)
        await _control_characters_go_there_and_back(hands, editor)
        await _parts_go_into_one_file(hands, editor, tmp_path)
        assert left_over(tmp_path) == []
        await _a_failure_loses_nothing(hands, editor, tmp_path)
        await _lost_headings_lose_nothing(hands, editor, tmp_path)
        await _a_missing_editor_is_reported(hands, monkeypatch)
        editor("")
        monkeypatch.setattr(HeadlessDriver, "can_suspend", False)
        await _edit(hands)
        await hands.see(lambda: "cannot run an editor" in notices(app))
        assert left_over(tmp_path) == []
        monkeypatch.setattr(HeadlessDriver, "can_suspend", True)
        await pilot.press("escape")
        await hands.go_to(67)
        await _a_long_field_of_a_form(hands, editor)


async def _control_characters_go_there_and_back(hands: Hands, editor: Editor) -> None:
    app = hands.app
    editor("path.write_bytes(text.replace(b'bell', b'BELL'))")
    await hands.see(lambda: "bell" in part(app, "cause").text)
    assert "\x1b" not in part(app, "cause").text
    await _edit(hands)
    area = app.screen.query_one("#part-cause", SafeArea)
    await hands.see(lambda: "BELL" in area.text)
    assert area.unescaped_text == HOSTILE.replace("bell", "BELL").strip("\n")
    assert "\x1b" not in area.text


async def _parts_go_into_one_file(hands: Hands, editor: Editor, tmp_path: Path) -> None:
    app, seen = hands.app, tmp_path / "seen"
    editor(
        f"pathlib.Path({str(seen)!r}).write_text(oct(path.stat().st_mode) + chr(10) + text.decode())\n"
        "path.write_bytes(text.replace(b'OLD', b'NEW \\xe4\\xb8\\xad'))"
    )
    part(app, "cause").text = "the OLD cause"
    part(app, "result").text = "untouched"
    await _edit(hands)
    await hands.see(lambda: part(app, "cause").text == "the NEW 中 cause")
    assert part(app, "result").text == "untouched"
    mode, *lines = seen.read_text(encoding="utf-8").splitlines()
    assert stat.S_IMODE(int(mode, 8)) == stat.S_IRUSR | stat.S_IWUSR
    assert [line for line in lines if line.startswith("# ")] == [
        "# Cause of the fault",
        "# How it was handled",
        "# Final result",
    ]


async def _a_failure_loses_nothing(hands: Hands, editor: Editor, tmp_path: Path) -> None:
    """Report a failure with the place of the file; the report stays as it was typed."""
    editor("path.write_bytes(b'half')\nsys.exit(3)")
    part(hands.app, "cause").text = "typed here"
    await _edit(hands)
    (kept,) = left_over(tmp_path)
    await hands.see(lambda: str(kept) in notices(hands.app))
    assert part(hands.app, "cause").text == "typed here"
    kept.unlink()


async def _lost_headings_lose_nothing(hands: Hands, editor: Editor, tmp_path: Path) -> None:
    """Where the headings are gone, the text is kept in a private file, which is named."""
    editor("path.write_bytes(b'all in one')")
    before = part(hands.app, "cause").text
    await _edit(hands)
    (kept,) = left_over(tmp_path)
    await hands.see(lambda: str(kept) in notices(hands.app))
    assert part(hands.app, "cause").text == before
    assert kept.read_bytes() == b"all in one"
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    kept.unlink()


async def _a_missing_editor_is_reported(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    for value, reported in MISSING:
        monkeypatch.setenv("EDITOR", value)
        await _edit(hands)
        await hands.see(lambda reported=reported: reported in notices(hands.app))


async def _a_long_field_of_a_form(hands: Hands, editor: Editor) -> None:
    app = hands.app
    editor("path.write_bytes(b'written outside\\n')")
    app.screen.action_operate("diagnosis", "record")
    await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(SafeArea))
    area = app.screen.query(SafeArea).first()
    area.focus()
    await _edit(hands)
    await hands.see(lambda: area.text == "written outside")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "texts", [("", "", ""), ("a", "b\n", "c\n\n"), ("\n\nx", HOSTILE, "# How it was handled"), ("### a", "## b", "\r")]
)
def test_the_one_text_reads_back(lang: str, texts: tuple[str, str, str]) -> None:
    """Whatever stands in the parts, the text with headings gives them back unchanged."""
    use_language(lang)
    parts = dict(zip(("cause", "method", "result"), texts, strict=True))
    text = as_one_text(parts)
    assert as_parts(text, headings(parts)) == parts
    if not texts[2].endswith("\n"):
        assert as_parts(text.rstrip("\n") + os.linesep, headings(parts)) == parts
