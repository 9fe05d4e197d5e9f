"""The cursor of the terminal is shown or hidden as the setting requires, and the console ends with its terminal."""

import pytest
from console_terminal import Terminal

from deskctl.config.edit import set_value


@pytest.mark.parametrize(("value", "is_shown"), [("terminal", True), ("drawn", False)])
def test_console_follows_its_terminal(empty_desk: str, value: str, is_shown: bool) -> None:
    """The sequence that shows the cursor is sent last if the setting asks for it, and never otherwise.

    If the terminal line is closed without a signal, the console ends with exit code 0.
    """
    set_value("console.cursor", value)
    console = Terminal(empty_desk, 100, 30)
    try:
        console.see(lambda: " n New" in console.text)
        assert console.stream.rfind("\x1b[?25h") > console.stream.rfind("\x1b[?25l") or not is_shown
        assert ("\x1b[?25h" in console.stream) == is_shown
        console.press("?")  # by then the console has ticked once
        console.see(lambda: "esc: back" in console.text)
        assert console.cut() == 0
    finally:
        console.close()
