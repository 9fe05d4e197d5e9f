"""A terminal that goes away: the console does not stay behind at work."""

from console_terminal import Terminal


def test_the_console_ends_with_its_terminal(desk: str) -> None:
    """If the line is cut without a signal, the console ends by itself, even while its clock stands."""
    shown = Terminal(desk, 100, 30)
    try:
        shown.see(lambda: " n New" in shown.text)
        shown.press("?")  # meanwhile the first beat of the console has passed
        shown.see(lambda: "esc: back" in shown.text)
        assert shown.cut() == 0
    finally:
        shown.close()
