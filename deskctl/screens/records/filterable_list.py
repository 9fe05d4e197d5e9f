"""A list that a line of words narrows and a key sorts: `/` opens the line, enter leaves it, escape drops it."""

from textual import on
from textual.widgets import Input

from deskctl.language.i18n import _
from deskctl.screens.navigation import PlacesScreen
from deskctl.screens.queue.queue_keys import ORDERS
from deskctl.widgets.inputs.safe_input import SafeInput

_ID = "filter"


class NarrowingScreen(PlacesScreen):
    """Has a line to filter by, which is made when it is asked for first."""

    words = ""
    sort = ""
    """The order that was chosen; empty for the list's own."""

    def narrowed(self) -> None:
        """Show what has these words."""

    def turn(self) -> None:
        """Show the list in the order that was chosen, from its top."""

    def action_sort(self) -> None:
        """Go on to the next order."""
        orders = tuple(ORDERS)
        self.sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.turn()

    def leave_filter(self) -> None:
        """Give the focus back."""

    @property
    def _line(self) -> Input | None:
        lines = self.query(f"#{_ID}").results(Input)
        return next(iter(lines), None)

    @property
    def in_filter(self) -> bool:
        """Whether words are being typed."""
        return self._line is not None and self._line.has_focus

    async def action_filter(self) -> None:
        """Open the filter."""
        line = self._line
        if line is None:
            line = SafeInput(id=_ID, compact=True)
            await self.mount(line, after="#tabs")
        line.display, line.placeholder = True, _("words of title, description or customer")
        line.focus()

    def drop_filter(self) -> None:
        """Drop the words and the line."""
        line = self._line
        if line is not None:
            line.value = ""
            line.display = False

    @on(Input.Changed, f"#{_ID}")
    def _typed(self, event: Input.Changed) -> None:
        self.words = event.value.strip()
        self.narrowed()

    @on(Input.Submitted, f"#{_ID}")
    def _done(self, event: Input.Submitted) -> None:
        event.input.display = bool(self.words)
        self.leave_filter()
