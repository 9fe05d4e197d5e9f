"""The report in an external editor: its text is read back unchanged, and nothing is lost."""

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

from deskctl.documents.reports.headed_text import as_one_text, as_parts, headings
from deskctl.language.i18n import use_language
from deskctl.screens.form.form_screen import FormScreen
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
    """Return a function that sets an editor which runs the given code; its files are in a separate folder."""
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


def leftover_files(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").glob("deskctl-*"))


def notices(app: Any) -> str:
    return "\n".join(notice.message for notice in app._notifications)  # noqa: SLF001 - no public way


async def _edit(hands: Hands) -> None:
    await hands.pilot.press("ctrl+e")
    await hands.pilot.pause()


async def test_report_is_edited_externally(
    desk: str, app_on: Any, until: Any, editor: Editor, take: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three parts are one private file with headings; its new text is read back, and the file is removed.

    Control characters are kept, though the screen shows symbols for them. Nothing is lost if the editor fails, the
    headings are missing, no editor is found, or the terminal cannot be handed over: each is reported, and the console
    continues. The key also works in the long texts of the forms.
    """
    take(desk, "report.write", 67, cause=HOSTILE, method="m", result="r")
    app = app_on(desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        hands = Hands(app, pilot, until)
        await open_report(hands, 67)
        await _control_characters_are_kept(hands, editor)
        await _parts_are_one_private_file(hands, editor, tmp_path)
        assert leftover_files(tmp_path) == []
        await _failed_editor_loses_nothing(hands, editor, tmp_path)
        await _missing_headings_lose_nothing(hands, editor, tmp_path)
        await _missing_editor_is_reported(hands, monkeypatch)
        editor("")
        monkeypatch.setattr(HeadlessDriver, "can_suspend", False)
        await _edit(hands)
        await hands.see(lambda: "cannot run an editor" in notices(app))
        assert leftover_files(tmp_path) == []
        monkeypatch.setattr(HeadlessDriver, "can_suspend", True)
        await pilot.press("escape")
        await hands.go_to(67)
        await _long_field_is_edited_externally(hands, editor)


async def _control_characters_are_kept(hands: Hands, editor: Editor) -> None:
    app = hands.app
    editor("path.write_bytes(text.replace(b'bell', b'BELL'))")
    await hands.see(lambda: "bell" in part(app, "cause").text)
    assert "\x1b" not in part(app, "cause").text
    await _edit(hands)
    area = app.screen.query_one("#part-cause", SafeArea)
    await hands.see(lambda: "BELL" in area.text)
    assert area.unescaped_text == HOSTILE.replace("bell", "BELL").strip("\n")
    assert "\x1b" not in area.text


async def _parts_are_one_private_file(hands: Hands, editor: Editor, tmp_path: Path) -> None:
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


async def _failed_editor_loses_nothing(hands: Hands, editor: Editor, tmp_path: Path) -> None:
    """Check that a failed editor is reported with the path of its file, and that the report keeps its text."""
    editor("path.write_bytes(b'half')\nsys.exit(3)")
    part(hands.app, "cause").text = "typed here"
    await _edit(hands)
    (kept,) = leftover_files(tmp_path)
    await hands.see(lambda: str(kept) in notices(hands.app))
    assert part(hands.app, "cause").text == "typed here"
    kept.unlink()


async def _missing_headings_lose_nothing(hands: Hands, editor: Editor, tmp_path: Path) -> None:
    """Check that a text without the headings is kept in a private file that is named."""
    editor("path.write_bytes(b'all in one')")
    before = part(hands.app, "cause").text
    await _edit(hands)
    (kept,) = leftover_files(tmp_path)
    await hands.see(lambda: str(kept) in notices(hands.app))
    assert part(hands.app, "cause").text == before
    assert kept.read_bytes() == b"all in one"
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    kept.unlink()


async def _missing_editor_is_reported(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    for value, message in MISSING:
        monkeypatch.setenv("EDITOR", value)
        await _edit(hands)
        await hands.see(lambda message=message: message in notices(hands.app))


async def _long_field_is_edited_externally(hands: Hands, editor: Editor) -> None:
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
def test_parts_are_read_back_unchanged(lang: str, texts: tuple[str, str, str]) -> None:
    """Whatever the parts contain, the text with headings is read back into the same parts."""
    use_language(lang)
    parts = dict(zip(("cause", "method", "result"), texts, strict=True))
    text = as_one_text(parts)
    assert as_parts(text, headings(parts)) == parts
    if not texts[2].endswith("\n"):
        assert as_parts(text.rstrip("\n") + os.linesep, headings(parts)) == parts
