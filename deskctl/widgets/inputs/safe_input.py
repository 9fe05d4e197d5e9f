"""A text field that keeps control characters out: typed, pasted or filled in, they become visible symbols."""

from textual.widgets import Input

from deskctl.safe import one_line


class SafeInput(Input):
    """A one-line text field."""

    def validate_value(self, value: str) -> str:
        """Return a value without control characters."""
        return one_line(value)
