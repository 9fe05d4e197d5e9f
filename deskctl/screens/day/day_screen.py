"""The day: what happened while one was away and was handed over, the calls to make, the visits of the week."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.language.words.steps import step_word
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.day.day_reading import CALLS, SHIFT, TABS, DayRead, Entry, read_day
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, tabs_line
from deskctl.widgets.style.times import MINUTE, short_time

_LEAST = 20
_EMPTY = {
    SHIFT: N_("Nothing happened while you were away."),
    CALLS: N_("No call is promised; w on a ticket promises one."),
}
_NO_VISITS = N_("No visit is planned in the next seven days; l on a ticket plans one.")
_KEYS = (
    Key("H", N_("Hand over"), "hand_over"),
    Key("w", N_("Promise a call"), "callback"),
    Key("esc", keys.BACK.description, "dismiss", always=True),
    Key("?", keys.HELP.description, "help", always=True),
)


class DayScreen(AlertKeys, TicketScreen):
    """Lists the day in three tabs; each row leads to its ticket, one key to its step."""

    CSS_PATH = "day.tcss"
    AUTO_FOCUS = "#entries"
    HELP_TITLE = N_("The day")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="day.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="day.settle",
                tooltip=N_("confirm the hand-over or the visit, record the call")),
        *(Binding(str(place), f"tab('{tab.name}')", tab.heading, show=False, id=f"day.{tab.name}")
          for place, tab in enumerate(TABS, 1)),
        keys.HAND_OVER, keys.CALLBACK, keys.SETTINGS, keys.COMMAND, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session, tab: str = SHIFT) -> None:
        super().__init__()
        self.session = session
        self._tab = tab
        self._read: DayRead | None = None
        self._minute: Instant = 0

    def compose(self) -> ComposeResult:
        """Lay out title, tabs, rows and keys."""
        yield LinePane(id="header")
        yield QueueTabs(id="tabs")
        yield LineList(self.session.look, id="entries")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the day, and again when the store changes and each minute."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.session.ticked.subscribe(self, self._on_tick)
        self.call_after_refresh(self.reload)

    def _on_tick(self, at: Instant) -> None:
        if at // MINUTE != self._minute:
            self.reload()

    def on_resize(self) -> None:
        """Read again for the new width."""
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read the day again."""
        self._minute = self.session.at() // MINUTE
        width = max(_LEAST, self.query_one(LineList).scrollable_content_region.width - 3)
        in_background(self, lambda: read_day(self.session, width), "day")

    def on_day_read(self, read: DayRead) -> None:
        """Show the day."""
        self._read = read
        self._write()

    @property
    def _entries(self) -> Sequence[Entry]:
        return self._read.entries[self._tab] if self._read else ()

    @property
    def _chosen(self) -> Entry | None:
        listed = self.query(LineList)
        place = listed.first().place if listed else 0
        return self._entries[place] if place < len(self._entries) else None

    @property
    def number(self) -> int | None:
        """The ticket of the chosen row."""
        return self._chosen.number if self._chosen else None

    def _write(self) -> None:
        width = self.size.width or self.app.size.width
        counts = {name: len(rows) for name, rows in self._read.entries.items()} if self._read else {}
        self.query_one("#header", LinePane).show([title_line(self._title(), self.session.recorded_as, width)])
        self.query_one(QueueTabs).show([tabs_line(TABS, self._tab, counts, width)])
        empty = (Piece(_(_EMPTY.get(self._tab, _NO_VISITS)) if self._read else "", "dim"),)
        self.query_one(LineList).show([entry.line for entry in self._entries] or [empty])
        self._write_keys()

    def _title(self) -> str:
        if self._tab != SHIFT or self._read is None:
            return _("The day")
        away, session = self._read.away, self.session
        since = short_time(away.since, session.at(), session.look.zone)
        return _("Since {time}: new {new}, resolved {resolved}, closed {closed}").format(
            time=since, new=away.count("logged"), resolved=away.count("resolved"), closed=away.count("closed")
        )

    def _write_keys(self) -> None:
        entry = self._chosen
        step = (Key(">", step_word(entry.noun, entry.verb), "settle", always=True),) if entry and entry.noun else ()
        ticket = (Key("enter", N_("Open ticket"), "enter"),) if entry and entry.number is not None else ()
        self.query_one(KeyBar).show_keys((*step, *ticket, *_KEYS), self.size.width or self.app.size.width)

    def on_line_list_moved(self) -> None:
        """Name the step of another row."""
        self._write_keys()

    def on_line_list_selected(self) -> None:
        """Open the ticket of the chosen row, else its step."""
        self.action_enter()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)

    def action_tab(self, name: str) -> None:
        """Show another part of the day."""
        self._tab = name
        self.query_one(LineList).move_to(0)
        self._write()

    def action_enter(self) -> None:
        """Open the ticket of the chosen row, else its step."""
        from deskctl.screens.ticket.whole_ticket import WholeTicket

        number = self.number
        if number is None:
            self.action_settle()
        else:
            self.app.push_screen(WholeTicket(self.session, number), lambda _none: self.reload())

    def action_settle(self) -> None:
        """Open the step of the chosen row."""
        from deskctl.screens.form.form_screen import FormScreen

        entry = self._chosen
        if entry is not None and entry.noun:
            form = FormScreen(self.session, entry.noun, entry.verb, entry.number, entry.preset)
            self.app.push_screen(form, self.show_done)
