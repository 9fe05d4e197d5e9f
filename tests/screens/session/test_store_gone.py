"""A store that goes away and comes back, and one that is busy: the console says so, goes on, and does nothing twice."""

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


def put(store: str, folder: Path) -> None:
    """Move a store with what lies beside it."""
    folder.mkdir(exist_ok=True)
    for file in Path(store).parent.glob(f"{Path(store).name}*"):
        shutil.move(file, folder / file.name)


def lay_a_letter(path: str) -> None:
    """Put a file there that is something else."""
    Path(path).write_text("a letter to the customer, no store\n" * 40, encoding="utf-8")


async def test_a_store_that_is_gone_is_reported_until_it_is_back(
    desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path
) -> None:
    """The banner stands over each screen, the rows stay, and what others record is seen again after it."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        put(desk, tmp_path / "away")
        await hands.see(lambda: "was moved or deleted" in banner(app))
        assert 70 in app.screen.table.numbers
        await pilot.press("b")
        await hands.see(lambda: not isinstance(app.screen, QueueScreen) and banner(app))
        put(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        await hands.see(lambda: not banner(app))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and not banner(app))
        take(desk, "ticket.note", 70, text="seen again")
        await hands.see(lambda: "seen again" in app.screen.pane.text)


async def test_nobody_is_asked_to_create_another_store(desk: str, app_on: Any, until: Any, tmp_path: Path) -> None:
    """What is saved while the store is away stays in its form, which says what happened to the store."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket note")
        await hands.write("kept")
        put(desk, tmp_path / "away")
        hands.type_ahead("ctrl+o")
        await hands.see(lambda: "was moved or deleted" in refusal(app))
        assert "not saved" in refusal(app)
        assert "init" not in refusal(app)
        put(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        hands.type_ahead("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 70)[-1] == "contact"


async def test_a_store_in_the_place_of_another_is_watched(
    desk: str, app_on: Any, until: Any, take: Any, tmp_path: Path
) -> None:
    """A backup that is put back is another file under the same name: what is recorded in it is seen."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        shutil.copy(desk, tmp_path / "copy")
        put(desk, tmp_path / "away")
        (tmp_path / "copy").rename(desk)
        take(desk, "ticket.note", 70, text="in the copy")
        await hands.see(lambda: "in the copy" in app.screen.pane.text)
        assert not banner(app)


async def test_what_is_no_store_is_reported(desk: str, app_on: Any, until: Any, tmp_path: Path) -> None:
    """Another file in the place of the store is named as such, and the desk is back once the store is."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        put(desk, tmp_path / "away")
        lay_a_letter(desk)
        await hands.see(lambda: "is not a store of deskctl" in banner(app))
        put(str(tmp_path / "away" / Path(desk).name), Path(desk).parent)
        await hands.see(lambda: not banner(app))


async def test_a_key_pressed_again_records_nothing_twice(desk: str, app_on: Any, until: Any) -> None:
    """While another program holds the store, saving waits; pressing again and escape do no harm."""
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
