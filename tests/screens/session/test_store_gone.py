"""A store that disappears, returns, is replaced or is busy: the console reports it and records nothing twice."""

import shutil
from pathlib import Path
from typing import Any

import kept_rows
from keyboard import Hands, events
from opened_form import refusal
from textual.widgets import Static

from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.jobs import BANNER


def banner(app: Any) -> str:
    return " ".join(str(shown.content) for shown in app.screen.query(f"#{BANNER}").results(Static))


def move_store(store: str, folder: Path) -> None:
    """Move a store with its companion files to a folder."""
    folder.mkdir(exist_ok=True)
    for file in Path(store).parent.glob(f"{Path(store).name}*"):
        shutil.move(file, folder / file.name)


def write_other_file(path: str) -> None:
    """Write a file that is not a store."""
    Path(path).write_text("a letter to the customer, no store\n" * 40, encoding="utf-8")


async def test_missing_store_is_reported_until_it_returns(
    desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path
) -> None:
    """A banner covers each screen while the store is missing, the rows stay, and later changes appear.

    A file in its place that is not a store is reported as such until the store returns.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        move_store(desk, tmp_path / "away")
        await hands.see(lambda: "was moved or deleted" in banner(app))
        assert 70 in app.screen.table.numbers
        await pilot.press("b")
        await hands.see(lambda: not isinstance(app.screen, QueueScreen) and banner(app))
        move_store(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        await hands.see(lambda: not banner(app))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and not banner(app))
        move_store(desk, tmp_path / "away")
        write_other_file(desk)
        await hands.see(lambda: "is not a store of deskctl" in banner(app))
        move_store(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        await hands.see(lambda: not banner(app))
        take(desk, "ticket.note", 70, text="seen again")
        await hands.see(lambda: "seen again" in app.screen.pane.text)


async def test_form_stays_open_while_the_store_is_missing(desk: str, app_on: Any, until: Any, tmp_path: Path) -> None:
    """A form that is saved while the store is missing stays open and names the reason, without advice to run init."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket note")
        await hands.write("kept")
        move_store(desk, tmp_path / "away")
        hands.type_ahead("ctrl+o")
        await hands.see(lambda: "was moved or deleted" in refusal(app))
        assert "not saved" in refusal(app)
        assert "init" not in refusal(app)
        move_store(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        hands.type_ahead("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 70)[-1] == "contact"


async def test_restored_backup_is_watched(desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path) -> None:
    """If a backup replaces the store under the same name, its changes are shown."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        shutil.copy(desk, tmp_path / "copy")
        move_store(desk, tmp_path / "away")
        (tmp_path / "copy").rename(desk)
        take(desk, "ticket.note", 70, text="in the copy")
        await hands.see(lambda: "in the copy" in app.screen.pane.text)
        assert not banner(app)


async def test_repeated_save_key_records_once(desk: str, app_on: Any, until: Any) -> None:
    """While another program locks the store, saving waits, and pressing keys again records nothing twice."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket note")
        await hands.write("once")
        with kept_rows.held(desk):
            for key in ("ctrl+o", "ctrl+o", "ctrl+o", "escape"):
                await pilot.press(key)
            assert isinstance(app.screen, FormScreen)
        await hands.see(lambda: isinstance(app.screen, BaseScreen))
        assert events(desk, 70).count("contact") == 1
