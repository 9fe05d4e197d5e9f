"""Key bindings by their id: which keys the settings can change, and which they cannot."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.widgets import Input

import deskctl
from deskctl.cli.error_boundary import run
from deskctl.config import config_file
from deskctl.console.setup.first_run import FirstRun
from deskctl.screens.records.records_screen import DetailPane, RecordsScreen
from deskctl.screens.settings.moved_keys import KEPT_BY_TERMINALS, checked, read_moved_keys, refusal
from deskctl.screens.settings.screen_keys import PLACES, layers, movable, own_keys
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane

SIZE = (100, 30)


def write(text: str) -> Path:
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def classes() -> Iterator[type[DOMNode]]:
    """Yield every class of screens and widgets that binds keys."""
    folder = Path(deskctl.__file__).parent
    for path in sorted(folder.glob("screens/**/*.py")) + sorted(folder.glob("widgets/**/*.py")):
        module = import_module(".".join(path.relative_to(folder.parent).with_suffix("").parts))
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and "BINDINGS" in vars(value):
                yield value


def test_every_binding_can_be_changed() -> None:
    """Each binding has an id that the settings know, and a description."""
    for owner in classes():
        for binding in vars(owner)["BINDINGS"]:
            assert binding.id, (owner, binding)
            assert binding.id in movable(), (owner, binding)
            assert binding.description, (owner, binding)


def test_default_keys_do_not_clash() -> None:
    """No two default bindings of a screen use the same key, and none uses a key that terminals reserve."""
    for place in PLACES:
        for layer in layers(place):
            used: dict[str, tuple[str, str]] = {}
            for bound in layer:
                for key in bound.keys if bound.id else ():
                    assert key not in KEPT_BY_TERMINALS
                    assert used.setdefault(key, bound.identity) == bound.identity, (place.heading, key)


def test_each_id_belongs_to_one_action() -> None:
    """Each id has the same action on every screen."""
    for place in PLACES:
        for bound in own_keys(place):
            assert movable()[bound.id].name == bound.name
    assert not any(binding.id in movable() for binding in FirstRun.BINDINGS)


def test_two_actions_can_swap_their_keys() -> None:
    """Two actions can swap their keys without a clash."""
    assert dict(checked({"ticket.new": "a", "ticket.answer": "n"}).keys) == {"ticket.new": "a", "ticket.answer": "n"}
    assert not checked({"ticket.new": "a", "ticket.answer": "n"}).wrong


@pytest.mark.parametrize(
    ("name", "keys", "message"),
    [
        ("ticket.new", "a", "a is already the key of Answer (ticket.answer)."),
        ("ticket.new", "j", "j is already the key of Down (list.down)."),
        ("ticket.new", "ctrl+p", "ctrl+p is already the key of Find."),
        ("ticket.new", "tab", "tab is already the key of Detail (queue.detail)."),
        ("report.send", "ctrl+k", "ctrl+k is already the key of editing text."),
        ("report.send", "enter", "Text is typed where report.send works"),
        ("report.send", "s", "Text is typed where report.send works"),
        ("app.back", "/", "Text is typed where app.back works"),
        ("ticket.new", "ctrl+h", "ctrl+h never arrives in a terminal."),
        ("ticket.new", "N,alt+f", "alt+f never arrives in a terminal."),
        ("ticket.new", "shift+n", "shift+n never arrives in a terminal."),
        ("ticket.new", "ctrl+", "'ctrl+' is not a key"),
        ("ticket.new", "nonsense", "'nonsense' is not a key"),
        ("ticket.new", "", "'' is not a key"),
        ("ticket.nwe", "w", "There is no action ticket.nwe; did you mean ticket.new"),
    ],
)
def test_impossible_key_is_refused(name: str, keys: str, message: str) -> None:
    """The refusal names the other action of the key, or the reason why the key cannot be used."""
    wrong = refusal(name, keys)
    assert wrong is not None
    assert wrong.text().startswith(message)


@pytest.mark.parametrize("keys", ["N", "f5", "ctrl+b", "alt+n", "J", "é", "|"])
def test_free_key_is_accepted(keys: str) -> None:
    """Free letters, symbols, function keys and keys with ctrl or alt are accepted."""
    assert refusal("ticket.new", keys) is None


@pytest.mark.parametrize(
    "text", ['[keys]\n"ticket.new" = "N"\n', '[keys]\nticket.new = "N"\n', '[keys.ticket]\nnew = "N"\n']
)
def test_every_toml_form_of_an_id_is_accepted(text: str) -> None:
    """A quoted id, a dotted id and a table have the same meaning."""
    write(text)
    assert dict(read_moved_keys().keys) == {"ticket.new": "N"}


async def test_clash_is_reported_at_the_start(desk: str, app_on: Any, until: Any) -> None:
    """Each error is reported with file, line and key; its default key stays, and valid keys are changed."""
    path = write('[keys]\n"ticket.new" = "a"\n"ticket.take" = "J"\n"ticket.log" = "ctrl+h"\n"queue.bord" = "w"\n')
    app = app_on(desk)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: " J Take" in app.screen.query_one(KeyBar).text)
        reports = {notice.title: notice.message for notice in app._notifications}  # noqa: SLF001 - no public way
        assert "ticket.answer" in reports[f"{path}:2"]
        assert reports[f"{path}:2"].endswith("It keeps n.")
        assert "ctrl+h" in reports[f"{path}:4"]
        assert "queue.board" in reports[f"{path}:5"]
        bar = app.screen.query_one(KeyBar).text
        assert " n New  a Answer  l Log " in bar
        await pilot.press("t")
        assert len(app.screen_stack) == 1
        await pilot.press("J")
        await until(pilot, lambda: len(app.screen_stack) == 2)


def test_config_commands_report_the_same_clashes(capsys: pytest.CaptureFixture[str]) -> None:
    """`config check` names file, line and key of a clash, and `config set` refuses one."""
    write('actor = "EN1"\n\n[keys]\n"ticket.new" = "a"\n')

    def called(*words: str) -> tuple[int, str, str]:
        code = run(words, lambda *_console: pytest.fail("no console was asked for"))
        return code, *capsys.readouterr()

    code, output, _errors = called("config", "check", "--json")
    (row,) = json.loads(output)
    assert (code, row["line"], row["key"]) == (4, 4, "keys.ticket.new")
    assert "ticket.answer" in row["message"]
    code, _output, errors = called("config", "set", "keys.ticket.take", "a", "--json")
    assert (code, "ticket.answer" in errors) == (2, True)
    assert called("config", "set", "keys.ticket.new", "N")[0] == 0
    assert called("config", "check")[0] == 0


async def test_hints_name_the_changed_keys(empty_desk: str, app_on: Any, until: Any) -> None:
    """The hints of an empty queue and of an empty mailbox name the changed keys."""
    write('[keys]\n"ticket.new" = "J"\n"app.back" = "f4"\n')
    app = app_on(empty_desk)
    async with app.run_test(size=SIZE) as pilot:
        notice = app.screen.query_one("#empty", LinePane)
        await until(pilot, lambda: "J  makes a ticket" in notice.text)
        await pilot.press("1", "slash", "z")
        await until(pilot, lambda: "f4  clears the filter" in notice.text)
        assert "ctrl+p  finds closed tickets" in notice.text
        await until(pilot, lambda: "enter 3  looks at all open tickets" in notice.text)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.focused, Input))
        await pilot.press("3")
        await until(pilot, lambda: "looks at all open tickets" not in notice.text)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        await pilot.press("5")
        await until(pilot, lambda: "f4  goes back" in app.screen.query_one(DetailPane).text)
