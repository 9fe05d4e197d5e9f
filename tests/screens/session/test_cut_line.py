"""The console ends if its terminal is closed."""

from console_terminal import Terminal


def test_console_ends_with_its_terminal(desk: str) -> None:
    """If the terminal line is closed without a signal, the console ends with exit code 0."""
    shown = Terminal(desk, 100, 30)
    try:
        shown.see(lambda: " n New" in shown.text)
        shown.press("?")  # by then the console has ticked once
        shown.see(lambda: "esc: back" in shown.text)
        assert shown.cut() == 0
    finally:
        shown.close()
