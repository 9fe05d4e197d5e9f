"""Every row of a list can be opened: Enter opens a screen or a form, and Esc returns to the same row."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from keyboard import Hands, ambiguous, is_quiet
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

import deskctl.screens
from deskctl.config.edit import set_value
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.queue_table import QueueTable

SHANGHAI = ZoneInfo("Asia/Shanghai")
KEYS_TO_SCREENS = {
    "AssignScreen": ("t",),
    "CustomerScreen": ("C",),
    "ShiftScreen": ("S",),
    "DueScreen": ("d", "d"),
    "ExplainScreen": ("x",),
    "FindScreen": ("f", *"0301"),
    "InboxScreen": ("i",),
    "IntakeScreen": ("n", *"0301", "tab"),
    "VisibilityScreen": ("enter", "m"),
    "MyDayScreen": ("d",),
    "DocumentsScreen": ("P",),
    "PartsScreen": ("B",),
    "BulkResultScreen": ("space", "t", "ctrl+o"),
    "ParkedScreen": ("ctrl+g",),
    "QueueScreen": (),
    "InsertTextScreen": ("e", *";;"),
    "RecordsScreen": ("v",),
    "SavedQueuesScreen": ("Q",),
    "SettingsScreen": (",",),
    "ActionMenuScreen": ("l",),
    "WeekScreen": ("D",),
    "TicketScreen": ("enter",),
}
"""The keys that lead from the queue to each screen with a list."""
CHANGING = {"BulkResultScreen", "IntakeScreen", "InsertTextScreen", "SavedQueuesScreen", "SettingsScreen"}
"""The screens on which Enter changes what other screens show: they are tested last."""
TABS = {"RecordsScreen": "12345", "ShiftScreen": "12", "DueScreen": "268", "CustomerScreen": "123", "InboxScreen": "23"}
BASES = {"BackOfficeScreen", "ItemsScreen", "PickScreen", "TabbedScreen", "TextPromptScreen"}
"""Screens that no key opens directly: base classes, a second due list, and two dialogs."""
FORMS = {"AttachScreen", "ChecklistScreen", "InspectionScreen", "WorkLogScreen", "MailIntakeScreen"}
"""Forms whose rows are answers: Enter records an answer and opens nothing."""


def _is_of_deskctl(kind: type) -> bool:
    return kind.__module__.startswith("deskctl.")


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _made(kind: type) -> set[str]:
    """Return the names that the sources of a class and of its bases in deskctl call."""
    return set().union(*(_called(one) for one in kind.__mro__ if _is_of_deskctl(one)))


@cache
def _called(kind: type) -> set[str]:
    """Return the names that the source of a class calls."""
    return set(re.findall(r"\b(\w+)\(", _sources(str(inspect.getsourcefile(kind)))[kind.__qualname__]))


@cache
def _sources(file: str) -> dict[str, str]:
    """Return the sources of the classes of a module, which is parsed only once."""
    text = Path(file).read_text(encoding="utf-8")
    lines = text.splitlines()
    classes = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    return {node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in classes}


def screens_with_lists() -> set[str]:
    """Return the screens of the console that create a list, or a widget that creates one."""
    for module in pkgutil.walk_packages(deskctl.screens.__path__, "deskctl.screens."):
        importlib.import_module(module.name)
    kinds = {LineList, QueueTable, OptionList, *_below(LineList), *_below(QueueTable)}
    names = {kind.__name__ for kind in kinds}
    panes = {
        one.__name__
        for one in _below(Widget)
        if _is_of_deskctl(one) and not issubclass(one, Screen) and _made(one) & names
    }
    found = (one for one in _below(Screen) if _is_of_deskctl(one) and _made(one) & (names | panes))
    return {one.__name__ for one in found}


def test_every_screen_with_a_list_is_covered() -> None:
    """Each screen with a list, found by its classes, has known keys that open it."""
    assert screens_with_lists() - BASES - FORMS == set(KEYS_TO_SCREENS)


def _rows(listed: Any) -> int:
    if isinstance(listed, OptionList):
        return int(listed.option_count)
    return len(listed.numbers) if isinstance(listed, QueueTable) else len(listed.lines)


def _place(listed: Any) -> Any:
    if isinstance(listed, OptionList):
        return listed.highlighted
    return listed.chosen if isinstance(listed, QueueTable) else listed.place


def _lists(screen: Any) -> list[Any]:
    """Return the visible lists that have rows."""
    found = [*screen.query(LineList), *screen.query(QueueTable), *screen.query(OptionList)]
    return [one for one in found if one.region and _rows(one)]


def _seen(app: Any) -> tuple[Any, ...]:
    """Return what a person sees: the screen, the focus, the texts of the lists, the number of notices."""
    texts = tuple(getattr(one, "text", "") for one in _lists(app.screen))
    return id(app.screen), id(app.focused), texts, len(app._notifications)  # noqa: SLF001 - no public way


async def _open(hands: Hands, name: str) -> None:
    for key in KEYS_TO_SCREENS[name]:
        hands.type_ahead(key)
        await hands.pilot.pause()
    await hands.see(lambda: type(hands.app.screen).__name__ == name and _lists(hands.app.screen), name)
    await hands.see(lambda: is_quiet(hands.app), name)
    await hands.see(lambda: any(getattr(one, "text", "-").strip() for one in _lists(hands.app.screen)), name)


async def _enter_and_back(hands: Hands, listed: Any, case: str) -> None:
    """Press Enter on the last row, then Esc until the list is shown again, and check that its row is the same."""
    app, screen = hands.app, hands.app.screen
    if listed.can_focus:
        screen.set_focus(listed)
        await hands.pilot.press("end")
    elif isinstance(app.focused, Input):
        await hands.pilot.press("down")
    app.clear_notifications()  # a notice of another screen would count as an answer
    await hands.pilot.pause()
    place, before = _place(listed), _seen(app)
    await hands.pilot.press("enter")
    await hands.see(lambda: _seen(app) != before, case)
    assert ambiguous(app) == set(), case
    for _ in range(3):
        if screen in app.screen_stack and app.screen is not screen:
            await hands.pilot.press("escape")
            await hands.pilot.pause()
    if screen in app.screen_stack:
        await hands.see(lambda: app.screen is screen, case)
        assert _place(listed) == place, case


async def _check_screen(hands: Hands, name: str) -> None:
    """Open a screen and press Enter on each list in each of its tabs."""
    app, pilot = hands.app, hands.pilot
    await _open(hands, name)
    assert ambiguous(app) == set(), name
    screen = app.screen
    for tab in TABS.get(name, "-"):
        if tab != "-" and screen in app.screen_stack:
            await pilot.press(tab)
            await hands.see(lambda: is_quiet(app), name)
            assert ambiguous(app) == set(), (name, tab)
        for listed in _lists(screen) if screen in app.screen_stack else ():
            await _enter_and_back(hands, listed, f"{name} {tab}")


async def test_enter_opens_each_row_and_escape_returns(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Each list in each tab is opened by Enter and left by Esc; with plain symbols no cell has an ambiguous width."""
    take(desk, "callback.add", actor="EN1", text="call back", due="2026-11-22T10:00:00+08:00", contact="P-0301")
    take(desk, "visit.request", 66, actor="HL1", reason="phone_and_remote_failed")
    take(
        desk, "visit.plan", 66, actor="LE1", planned_at=datetime(2026, 11, 22, 15, tzinfo=SHANGHAI), engineers=("EN1",)
    )
    set_value("console.signs", "plain")
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for name in sorted(KEYS_TO_SCREENS, key=lambda name: (name in CHANGING, name)):
            await hands.go_to(70)
            await _check_screen(hands, name)
            await hands.leave()
