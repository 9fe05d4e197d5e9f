"""The list of what is due besides the clocks of tickets, by kind and month, for the person and for all."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_screen import BACK_AND_HELP, TabbedScreen, tab_keys
from deskctl.screens.today.due_reading import BUSINESS, EVERYTHING, MINE, TABS, DueRead, Month, read_due
from deskctl.screens.today.duty_rows import RECORD_BAR, RECORD_KEYS, DutyRows
from deskctl.widgets.lines.due_lines import months_line
from deskctl.widgets.panes.line_pane import Line
from deskctl.widgets.style.times import local

_MONTHS: Mapping[str | None, int] = {"earlier": -1, "later": 1}


class DueScreen(DutyRows, AlertKeys, TabbedScreen):
    """Lists what is due; one key opens the operation that settles it."""

    HELP_TITLE = N_("Due")
    TABS = TABS
    EVERYTHING = EVERYTHING
    KEYS = (*RECORD_BAR, *BACK_AND_HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="due.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="due.settle",
                tooltip=N_("the operation that settles it, filled in as far as it is known")),
        Binding("left", "month(-1)", N_("Previous month"), show=False, id="due.earlier",
                tooltip=N_("what is due in the previous month")),
        Binding("right", "month(1)", N_("Next month"), show=False, id="due.later",
                tooltip=N_("what is due in the next month")),
        *tab_keys("due", TABS),
        *RECORD_KEYS, keys.DOCUMENTS, keys.VISITS, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        is_business = session.acting is not None and session.acting.roles == {BUSINESS}
        super().__init__(session, EVERYTHING if is_business else MINE)
        today = local(session.at(), session.look.zone)
        self._month = Month(today.year, today.month)

    def read_rows(self) -> DueRead:
        """Read what is due in the month."""
        return read_due(self.session, self._month)

    @property
    def beside_title(self) -> Line:
        """The months before, now and after."""
        months = [self._month.later(number) for number in (-1, 0, 1)]
        return months_line(months, local(self.session.at(), self.session.look.zone).year)

    def on_click(self, event: Click) -> None:
        """Show the clicked month."""
        months = _MONTHS.get(event.style.meta.get("go"))
        if months is not None:
            self.action_month(months)

    def action_month(self, months: int) -> None:
        """Show what is due in an earlier or a later month."""
        self._is_chosen, self._month = True, self._month.later(months)
        self.reload()
