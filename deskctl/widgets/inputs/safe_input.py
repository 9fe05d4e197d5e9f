"""A field for text that keeps control characters out: typed, pasted or filled in, they become pictures."""

from textual.widgets import Input

from deskctl.safe import one_line


class SafeInput(Input):
    """One line of text."""

    def validate_value(self, value: str) -> str:
        """Make a value harmless."""
        return one_line(value)
