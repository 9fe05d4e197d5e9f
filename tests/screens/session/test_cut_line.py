"""A terminal that goes away: the console does not stay behind at work."""

from console_terminal import Terminal


def test_the_console_ends_with_its_terminal(desk: str) -> None:
    """Where the line is cut and no signal tells of it, the console ends by itself."""
    shown = Terminal(desk, 100, 30)
    try:
        shown.see(lambda: " n New" in shown.text)
        assert shown.cut() == 0
    finally:
        shown.close()
