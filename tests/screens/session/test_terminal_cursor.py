"""The terminal's own cursor is shown if it is asked for, and hidden otherwise."""

import pytest
from console_terminal import Terminal

from deskctl.config.edit import set_value


@pytest.mark.parametrize(("value", "is_shown"), [("terminal", True), ("drawn", False)])
def test_the_cursor_of_the_terminal(empty_desk: str, value: str, is_shown: bool) -> None:
    """Of the signs that show and hide it, the last one before the end is the one that the setting wants."""
    set_value("console.cursor", value)
    console = Terminal(empty_desk, 60, 20)
    try:
        console.see(lambda: "deskctl" in console.text and "q" in console.rows[-1])
        assert console.stream.rfind("\x1b[?25h") > console.stream.rfind("\x1b[?25l") or not is_shown
        assert ("\x1b[?25h" in console.stream) == is_shown
    finally:
        console.close()
