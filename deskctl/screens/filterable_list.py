"""A mixin for lists that can be filtered and sorted: `/` opens the filter, Enter leaves it, Escape removes it."""

from typing import TYPE_CHECKING

from textual.widgets import Input

from deskctl.language.i18n import _
from deskctl.screens.queue.queue_keys import ORDERS

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session

    _Base = Screen[None]
else:
    _Base = object

_ID = "filter"


class FilterableList(_Base):
    """Adds a filter field to a screen, which is created on first use."""

    session: "Session"
    words = ""
    sort = ""
    """The chosen order; empty for the list's own."""

    def narrowed(self) -> None:
        """Show the rows that match the filter."""

    def reorder(self) -> None:
        """Show the list in the chosen order, from its top."""

    def action_sort(self) -> None:
        """Go to the next order."""
        orders = tuple(ORDERS)
        self.sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.reorder()

    def leave_filter(self) -> None:
        """Move the focus back to the list."""

    @property
    def _line(self) -> Input | None:
        lines = self.query(f"#{_ID}").results(Input)
        return next(iter(lines), None)

    @property
    def in_filter(self) -> bool:
        """True while the filter has the focus."""
        return self._line is not None and self._line.has_focus

    async def action_filter(self) -> None:
        """Open the filter."""
        line = self._line
        if line is None:
            from deskctl.screens.queue.filter_line import FilterLine

            line = FilterLine(self.session.queues.named)
            await self.mount(line, after="#tabs")
        line.display, line.placeholder = True, _("words, or customer: owner: level: severity: type: late <2h @me")
        line.focus()

    def drop_filter(self) -> None:
        """Clear and hide the filter."""
        line = self._line
        if line is not None:
            line.value = ""
            line.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by the typed text."""
        if event.input.id == _ID:
            self.words = event.value.strip()
            self.narrowed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave the filter; hide it if it is empty."""
        if event.input.id == _ID:
            event.input.display = bool(self.words)
            self.leave_filter()
