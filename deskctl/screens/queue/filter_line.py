"""The input of the filter, in which Tab completes a field or a name."""

from textual.events import Key

from deskctl.queries.conditions.filter_names import FilterNames
from deskctl.queries.conditions.filter_text import completed
from deskctl.widgets.inputs.safe_input import SafeInput


class FilterLine(SafeInput):
    """Takes words and fields such as `customer:`."""

    def __init__(self, named: FilterNames) -> None:
        super().__init__(id="filter", compact=True)
        self._named = named

    def key_tab(self, event: Key) -> None:
        """Complete the last word of the line; focus the list if there is nothing to complete."""
        event.stop()
        whole = completed(self.value, self._named) if self.cursor_position == len(self.value) else None
        if whole is None or whole == self.value:
            self.screen.focus_next()
        else:
            self.value = whole
            self.cursor_position = len(whole)
