"""The inbox: everything that waits for the person at the desk, the most serious first."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from deskctl.language.i18n import N_, _
from deskctl.queries.alerts.alert import Alert
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import go_to_alert, see
from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.alert_lines import inbox_line
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, Tab, tabs_line

_UNSEEN, _EVERY = "unseen", "every"
_TABS = (Tab(_UNSEEN, N_("Unseen"), N_("Unseen")), Tab(_EVERY, N_("Everything"), N_("Every.")))
_LEAST = 20
_BAR = (
    Key("enter", N_("Go there"), "go"),
    Key(".", N_("Seen"), "seen"),
    Key("A", N_("All seen"), "all_seen"),
    Key("esc", keys.BACK.description, "dismiss", always=True),
    Key("?", keys.HELP.description, "help", always=True),
)


class InboxScreen(Screen[Any]):
    """Lists alerts; each leads to its ticket."""

    CSS_PATH = "inbox.tcss"
    AUTO_FOCUS = "#alerts"
    HELP_TITLE = N_("The inbox")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q", "dismiss", N_("Back"), id="inbox.back", tooltip=N_("back to where you came from")),
        Binding("o", "go", N_("Go there"), show=False, id="inbox.go", tooltip=N_("open the ticket of the alert")),
        Binding("full_stop", "seen", N_("Seen"), key_display=".", show=False, id="inbox.seen",
                tooltip=N_("mark the alert as seen")),
        Binding("A", "all_seen", N_("All seen"), show=False, id="inbox.all-seen", tooltip=N_("mark all as seen")),
        Binding("1", f"tab('{_UNSEEN}')", N_("Unseen"), show=False, id="inbox.unseen"),
        Binding("2", f"tab('{_EVERY}')", N_("Everything"), show=False, id="inbox.every"),
        keys.HELP,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._tab = _UNSEEN
        self._shown: tuple[Alert, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out title, tabs, alerts and keys."""
        yield LinePane(id="header")
        yield QueueTabs(id="tabs")
        yield LineList(self.session.look, id="alerts")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the alerts, and again as they change and as time goes on."""
        self.session.alerted.subscribe(self, lambda _none: self._write())
        self.session.ticked.subscribe(self, self._on_tick)
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _on_tick(self, _at: Instant) -> None:
        self._write()

    def _write(self) -> None:
        session, width = self.session, self.size.width or self.app.size.width
        at, alerts = session.at(), session.alerts
        self._shown = alerts.unseen if self._tab == _UNSEEN else alerts.read.every
        listed = self.query_one(LineList)
        room = max(_LEAST, listed.scrollable_content_region.width - 3)
        rows = [inbox_line(one, at, session.look, room, seen=alerts.is_seen(one)) for one in self._shown]
        listed.show(rows or [(Piece(_("Nothing waits for you."), "dim"),)])
        counts = {_UNSEEN: len(alerts.unseen), _EVERY: len(alerts.read.every)}
        self.query_one("#header", LinePane).show([title_line(_("Waiting for me"), session.recorded_as, width)])
        self.query_one(QueueTabs).show([tabs_line(_TABS, self._tab, counts, width)])
        self.query_one(KeyBar).show_keys(_BAR, width)

    @property
    def _chosen(self) -> Alert | None:
        place = self.query_one(LineList).place
        return self._shown[place] if place < len(self._shown) else None

    def on_line_list_selected(self) -> None:
        """Open the ticket of the chosen alert."""
        self.action_go()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)

    def action_tab(self, name: str) -> None:
        """Show what is unseen, or everything."""
        self._tab = name
        self.query_one(LineList).move_to(0)
        self._write()

    def action_go(self) -> None:
        """Open the ticket of the chosen alert."""
        if self._chosen is not None:
            go_to_alert(self, self.session, self._chosen)

    def action_seen(self) -> None:
        """Mark the chosen alert as seen."""
        if self._chosen is not None:
            see(self, self.session, [self._chosen])

    def action_all_seen(self) -> None:
        """Mark all alerts as seen."""
        see(self, self.session, self.session.alerts.unseen)

    def action_help(self) -> None:
        """Show the keys."""
        from deskctl.screens.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self))
