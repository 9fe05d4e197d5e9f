"""The documents of a ticket and a customer, and attaching files: paths are completed, hostile names made safe."""

import os
from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.queries.files.file_lists import list_files
from deskctl.queries.files.file_owners import file_owner
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.documents.attach_screen import AttachScreen
from deskctl.screens.documents.document_list import read_documents
from deskctl.screens.documents.documents_screen import DocumentsScreen
from deskctl.screens.documents.path_list import read_paths, typed_path
from deskctl.screens.documents.path_row import PathRow
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.report.preview_screen import PreviewPane, PreviewScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList

TICKET = 66


def files_of(desk: str, owner: str, zone: Any) -> list[str]:
    conn = open_reader(desk)
    try:
        return [one["name"] for one in list_files(conn, zone, file_owner(conn, owner))]
    finally:
        conn.close()


def are_unsent(folder: Path) -> list[bool]:
    """Return for each mail file of a folder whether it is marked as unsent."""
    return [b"X-Unsent: 1" in mail.read_bytes() for mail in folder.glob("*.eml")]


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a download folder in a new home, with files of hostile names and types."""
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder.parent))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    os.utime(folder / "photo.jpg", (4_000_000_000, 4_000_000_000))
    (folder / "page.jpg").write_bytes(b"<html>no picture")
    (folder / "evil\x1b[31m\u202e.txt").write_bytes(b"x")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe")
    (folder / "within").mkdir()
    return folder


async def open_attach(app: Any, pilot: Any, until: Any) -> Hands:
    """Open the form that attaches a file to the ticket."""
    hands = Hands(app, pilot, until)
    await hands.see(lambda: app.screen.query("#queue"))
    await hands.go_to(TICKET)
    await pilot.press("+")
    await hands.see(lambda: isinstance(app.screen, AttachScreen) and app.screen.query(PathRow))
    return hands


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_newest_download_is_attached_in_three_keys(
    desk: str, app_on: Any, until: Any, watch: Any, downloads: Path, lang: str
) -> None:
    """+ lists the newest file first, enter chooses it and shows its type, and ctrl+o attaches it.

    The label of the field does not mention the standard input, which only a command can read.
    """
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_attach(app, pilot, until)
        await hands.see(lambda: "photo.jpg" in app.screen.query_one("#paths", LineList).text)
        await pilot.press("enter")
        await hands.see(lambda: app.screen.query("#form-warning"))
        assert "image/jpeg" in str(app.screen.query_one("#form-warning", Label).render())
        assert app.screen.query_one(PathRow).text == str(downloads / "photo.jpg")
        assert str(app.screen.query(PathRow).first().query(Label).first().content) in {"The file *", "文件 *"}
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert files_of(desk, f"T-{TICKET:03d}", watch().tzinfo)[-1] == "photo.jpg"


async def test_attached_file_is_the_chosen_one(desk: str, app_on: Any, until: Any, watch: Any, downloads: Path) -> None:
    """A file name is shown without control characters, and the chosen file itself is attached.

    Links and pipes are not offered, and a path that is not a proper file is refused in the form with the reason.
    """
    app = app_on(desk)
    before = files_of(desk, f"T-{TICKET:03d}", watch().tzinfo)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = await open_attach(app, pilot, until)
        line, listed = app.screen.query_one(PathRow).line, app.screen.query_one("#paths", LineList)
        line.value = f"{downloads}/"
        await hands.see(lambda: "evil" in listed.text)
        assert "within/" in listed.text
        assert not [one for one in ("\x1b", "\u202e", "link.txt", "pipe") if one in listed.text]
        for name, reason in (("empty.txt", "empty"), ("link.txt", "link"), ("pipe", "pipe"), ("none.txt", "no file")):
            line.value = f"{downloads}/{name}"
            assert reason not in wrong_of(app)
            await pilot.press("ctrl+o")
            await hands.see(lambda reason=reason: reason in wrong_of(app))
        assert files_of(desk, f"T-{TICKET:03d}", watch().tzinfo) == before
        line.value = f"{downloads}/evil"
        await hands.see(lambda: [one.path[-4:] for one in app.screen.query_one(PathRow).listed] == [".txt"])
        await pilot.press("enter", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert len(files_of(desk, f"T-{TICKET:03d}", watch().tzinfo)) == len(before) + 1


def wrong_of(app: Any) -> str:
    labels = app.screen.query(".wrong, #refusal.-shown Label").results(Label)
    return " ".join(str(label.render()) for label in labels)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("'/home/a b.txt'", "/home/a b.txt"),
        ("/home/a\\ b.txt", "/home/a b.txt"),
        ("file:///home/a%20b.txt", "/home/a b.txt"),
    ],
)
def test_pasted_path_is_understood(typed: str, expected: str) -> None:
    """A path is understood in quotes, with escaped spaces and as a URL, as terminals and file managers paste it."""
    assert typed_path(typed) == expected


def test_unreadable_folder_is_empty(tmp_path: Path) -> None:
    """A folder that cannot be read lists nothing and raises no exception."""
    assert list(read_paths(str(tmp_path / "none" / "x")).listed) == []
    assert list(read_paths("/proc/1/root/\x00").listed) == []


async def test_service_sheet_is_previewed_in_two_keys(
    desk: str, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P lists the documents, the service sheet of the last visit first; enter previews it, t mails it, g signs it."""
    monkeypatch.chdir(tmp_path)
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await hands.go_to(TICKET)
        await pilot.press("P")
        await hands.see(lambda: isinstance(app.screen, DocumentsScreen) and app.screen.chosen)
        assert app.screen.chosen.words[:2] == ("sheet", "export")
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, PreviewScreen) and app.screen.query(PreviewPane))
        await hands.see(lambda: "T-066" in app.screen.query_one(PreviewPane).text)
        await pilot.press("g")
        await hands.see(lambda: isinstance(app.screen, AttachScreen) and app.screen.query(PathRow))
        await pilot.press("escape")
        for answer, notes in (("n", 0), ("y", 1)):
            await hands.see(lambda: isinstance(app.screen, PreviewScreen))
            before = events(desk, TICKET).count("contact")
            await pilot.press("t")
            await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query("AnswerButtons"))
            assert "p-0301@" in app.screen.query_one(Label).render().plain
            await pilot.press(answer)
            await hands.see(lambda: not isinstance(app.screen, ConfirmScreen))
            await hands.see(lambda due=before + notes: events(desk, TICKET).count("contact") == due)
        await pilot.press("escape", "escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    assert are_unsent(tmp_path) == [True]


def test_documents_of_a_customer_are_listed(desk: str, app_on: Any) -> None:
    """The list contains each document of a customer that the command line can export."""
    session = app_on(desk).session
    words = {one.words[:2] for one in read_documents(session, "CUS-03").documents}
    assert {("month", "export"), ("inspection", "export"), ("return-visit", "export")} <= words
    assert ("inspection", "sheet") in {one.words[:2] for one in read_documents(session, "CUS-04").documents}
    assert list(read_documents(session, "CUS-99").documents) == []


async def test_documents_are_found_by_name(desk: str, app_on: Any, until: Any) -> None:
    """The find box finds the documents by each of their names."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await pilot.press(":")
        await hands.see(lambda: isinstance(app.screen, FindScreen) and isinstance(app.focused, Input))
        for word in ("服务单", "巡检", "回访", "月报"):
            app.focused.value = ":qqq"
            await hands.see(lambda: "文件" not in str(app.screen.query_one(LineList).text))
            app.focused.value = f":{word}"
            await hands.see(lambda: "文件" in str(app.screen.query_one(LineList).text))


async def test_brackets_in_a_title_are_shown(desk: str, app_on: Any, until: Any) -> None:
    """Brackets in the title of a document are shown and not read as markup."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        app.push_screen(PreviewScreen(app.session, "T-066 [/b] 样[red", ("report", "export", "T-066")))
        await hands.see(lambda: isinstance(app.screen, PreviewScreen) and app.screen.query(PreviewPane))
        await hands.see(lambda: "T-066" in app.screen.query_one(PreviewPane).text)
        assert "[red" in str(app.screen.query_one("#document").border_title).replace("\\", "")
