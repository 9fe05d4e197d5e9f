"""Escape and another key in one packet, as a slow connection or a fast typist sends them: neither is lost."""

from typing import Any

from console_terminal import Terminal
from keyboard import Hands
from textual.widgets import Input

from deskctl.console.terminal.escaped_keys import EscapedKey, EscapedKeysParser
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen


def test_parser_keeps_every_key() -> None:
    """Each key after Escape is returned as an escaped key, and escape sequences are still recognised."""
    parser = EscapedKeysParser()
    parsed = list(parser.feed("\x1bnab\x1b1\x1bf\x1b\r\x1b[A\x1bOB\x1b样\x1bx\x1by"))
    keys = [(type(event) is EscapedKey, event.key) for event in parsed]  # type: ignore[attr-defined]
    assert keys == [
        (True, "n"), (False, "a"), (False, "b"), (True, "1"), (True, "f"), (True, "enter"), (False, "up"),
        (False, "down"), (True, "样"), (True, "x"), (True, "y"),
    ]  # fmt: skip


def test_escape_and_keys_in_one_packet(desk: str) -> None:
    """In a terminal, Escape leaves the screen and the keys of the same packet then open the find box or a queue."""
    console = Terminal(desk, 100, 30)
    try:
        console.see(lambda: "T-066" in console.text)
        console.press("\r")
        console.see(lambda: "The queue > T-066" in console.text)
        console.press("\x1bfT-071\r")
        console.see(lambda: "The queue > T-071" in console.text)
        console.press("\x1b4\x1bfnope")
        console.see(lambda: "nope" in console.text)
    finally:
        console.close()


async def test_alt_key_keeps_its_binding(desk: str, app_on: Any, until: Any) -> None:
    """A key that the settings bind with Alt stays one key, and Alt with an arrow moves by a word in a text."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        app.set_keymap({"app.find": "alt+x"})
        app.post_message(EscapedKey("x", "x"))
        await hands.see(lambda: isinstance(app.screen, FindScreen) and isinstance(app.focused, Input))
        await hands.write("ab cd")
        app.post_message(EscapedKey("b", "b"))
        await hands.see(lambda: app.focused.cursor_position == 3)
        await pilot.press("escape")
        app.post_message(EscapedKey("enter", "\r"))
        hands.type_ahead("f")
        await hands.see(lambda: isinstance(app.screen, TicketScreen))
