"""The cursor of the terminal is shown or hidden as the setting requires."""

import pytest
from console_terminal import Terminal

from deskctl.config.edit import set_value


@pytest.mark.parametrize(("value", "is_shown"), [("terminal", True), ("drawn", False)])
def test_terminal_cursor_follows_the_setting(empty_desk: str, value: str, is_shown: bool) -> None:
    """The sequence that shows the cursor is sent last if the setting asks for it, and never otherwise."""
    set_value("console.cursor", value)
    console = Terminal(empty_desk, 60, 20)
    try:
        console.see(lambda: "deskctl" in console.text and "q" in console.rows[-1])
        assert console.stream.rfind("\x1b[?25h") > console.stream.rfind("\x1b[?25l") or not is_shown
        assert ("\x1b[?25h" in console.stream) == is_shown
    finally:
        console.close()
