"""What is due today beside the clocks of tickets: for me, for all, for the back office, and in the next days."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_list import TabbedList, tab_keys
from deskctl.screens.today.due_reading import BUSINESS, DUE, MINE, OFFICE, TABS, DueRead, read_due
from deskctl.screens.today.duty_rows import DutyRows


class DueScreen(DutyRows, AlertKeys, TabbedList):
    """Lists what is due; one key opens the operation that settles it."""

    HELP_TITLE = N_("Due")
    TABS = TABS
    EVERYTHING = DUE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="due.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="due.settle",
                tooltip=N_("the operation that settles it, filled in as far as it is known")),
        *tab_keys("due", TABS),
        keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session, OFFICE if session.acting and session.acting.roles == {BUSINESS} else MINE)

    def read_rows(self) -> DueRead:
        """Read what is due."""
        return read_due(self.session)
