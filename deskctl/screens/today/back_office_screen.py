"""The first screen of the back office: its duties by kind, each with the next action."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_screen import BACK_AND_HELP, TabbedScreen, tab_keys
from deskctl.screens.today.back_office_reading import ALL, TABS, read_back_office
from deskctl.screens.today.due_reading import DueRead
from deskctl.screens.today.duty_rows import RECORD_BAR, RECORD_KEYS, DutyRows
from deskctl.widgets.panes.key_bar import Key


class BackOfficeScreen(DutyRows, AlertKeys, TabbedScreen):
    """Lists the duties of the back office."""

    HELP_TITLE = N_("Back office")
    TABS = TABS
    EVERYTHING = ALL
    OWN_LIST_FIRST = False
    KEYS = (*RECORD_BAR, Key("d", keys.DUE.description, "due"), *BACK_AND_HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="business.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="business.settle",
                tooltip=N_("the operation that settles it, filled in as far as it is known")),
        *tab_keys("business", TABS),
        *RECORD_KEYS, keys.DOCUMENTS, keys.VISITS, keys.DUE, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session, ALL)

    def read_rows(self) -> DueRead:
        """Read the duties of the back office."""
        return read_back_office(self.session)
