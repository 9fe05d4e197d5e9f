"""Characters that no font draws are named where the console writes, counts or mails a PDF file."""

from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands
from textual.screen import Screen
from textual.widgets import Label

from deskctl.errors import DeskError
from deskctl.screens.documents.deskctl_process import output_of
from deskctl.screens.documents.document_list import DocumentEntry, read_documents
from deskctl.screens.documents.document_mail import read_mail
from deskctl.screens.documents.documents_screen import DocumentsScreen
from deskctl.screens.documents.sheet_screen import SheetScreen
from deskctl.screens.report.issue_screen import IssueScreen
from deskctl.screens.session.jobs import error_text

_THAI, _NAMED = "ณ", "U+0E13"
_REPORT = DocumentEntry("Incident report", "T-066", words=("report", "export", "T-066"))


def _notices(app: Any) -> list[str]:
    return [note.message for note in app._notifications]  # noqa: SLF001 - no public way


@pytest.fixture
def thai(desk: str, take: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a desk on which the report of T-066 has a character that no font draws."""
    monkeypatch.chdir(tmp_path)
    take(desk, "report.write", 66, "HL1", cause=f"The label {_THAI}", method="Replaced", result="Works")
    take(desk, "ticket.edit", 66, "HL1", title=f"Label {_THAI}")
    return desk


def _screen(kind: str, session: Any) -> Screen[Any]:
    return DocumentsScreen(session, "T-066") if kind == "list" else SheetScreen(session, _REPORT, "T-066")


@pytest.mark.parametrize("kind", ["list", "preview"])
async def test_pdf_of_the_console_names_undrawn_characters(
    thai: str, app_on: Any, until: Any, tmp_path: Path, kind: str
) -> None:
    """The list and the preview say in the console's language which characters a PDF lacks; a Word file lacks none."""
    app = app_on(thai, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.settle()
        app.push_screen(_screen(kind, app.session))
        await hands.settle()
        if kind == "list":
            await hands.see(lambda: "故障报告" in app.screen.query_one("#documents").text)
            lines = app.screen.query_one("#documents")
            place = next(at for at, one in enumerate(app.screen._documents) if one.words[:1] == ("report",))  # noqa: SLF001
            lines.move_to(place)
        await pilot.press("w")
        await hands.see(lambda: any(tmp_path.glob("*.docx")) and any(".docx" in note for note in _notices(app)))
        assert not any(_NAMED in note for note in _notices(app))
        await pilot.press("p")
        await hands.see(lambda: any(tmp_path.glob("*.pdf")) and any(_NAMED in note for note in _notices(app)))
        [named] = [note for note in _notices(app) if _NAMED in note]
        assert "字体" in named


async def test_question_before_issuing_names_undrawn_characters(thai: str, app_on: Any, until: Any) -> None:
    """The question whether to issue a report names them below the number of pages, as it cannot be changed later."""
    app = app_on(thai, lang="en")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.settle()
        app.push_screen(IssueScreen(app.session, 66, "Issue?"))
        await hands.see(lambda: app.screen.query("#pages"))
        label = app.screen.query_one("#pages", Label)
        await hands.see(lambda: _NAMED in str(label.content))
        assert "No font" in str(label.content)
        assert "Pages: 2" in str(label.content)


def test_question_before_mailing_names_undrawn_characters(thai: str, app_on: Any) -> None:
    """The question whether a document was mailed names the characters that its PDF lacks."""
    session = app_on(thai).session
    entries = read_documents(session, "T-066").documents
    sheet = next(one for one in entries if one.words[:1] == ("sheet",))
    asked = read_mail(session, sheet, "T-066")
    assert "No font" in asked.text
    assert _NAMED in asked.text


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有"), ("en", "There is no")])
def test_refused_export_is_in_the_language_of_the_console(
    desk: str, app_on: Any, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    """Whatever the language of the environment, the console shows in its own why a document cannot be written."""
    monkeypatch.setenv("LANG", "en_US.UTF-8" if lang == "zh" else "zh_CN.UTF-8")
    with pytest.raises(DeskError) as refused:
        output_of(app_on(desk, lang=lang).session, ("report", "export", "T-999", "--format", "md", "-o", "-"))
    assert words in error_text(refused.value)
