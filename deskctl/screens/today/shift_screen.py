"""The shift of a person: what happened while away, hand-overs, the calls to make, the visits of the week."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.jobs import OPENS, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Performed, Step, perform_step, start_step
from deskctl.screens.session.ticker import each_second
from deskctl.screens.tabbed_screen import BACK_AND_HELP, PresetOperation, TabbedScreen, tab_keys
from deskctl.screens.today.shift_reading import CALLS, SHIFT, TABS, Entry, ShiftRead, read_shift
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.day_lines import away_title, calls_line
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.style.times import MINUTE

_EMPTY = {
    SHIFT: N_("Nothing happened while you were away."),
    CALLS: N_("No call is promised; w on a ticket promises one."),
}
_NO_VISITS = N_("No visit is planned in the next seven days; l on a ticket plans one.")


class ShiftScreen(AlertKeys, TabbedScreen):
    """Lists the day in three tabs."""

    HELP_TITLE = N_("The day")
    KEYS = (Key("H", N_("Hand over"), "hand_over"), Key("w", N_("Promise a call"), "callback"), *BACK_AND_HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="day.back", tooltip=N_("back to where you came from")),
        Binding("y", "confirm", N_("Confirm"), show=False, id="day.confirm",
                tooltip=N_("confirm that you have read the hand-over of the previous shift")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="day.settle",
                tooltip=N_("confirm the hand-over or the visit, record the call")),
        *tab_keys("day", TABS),
        keys.NEW, keys.PARKED, keys.HAND_OVER, keys.CALLBACK, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session, tab: str = SHIFT) -> None:
        super().__init__(session, tab)
        self._read: ShiftRead | None = None
        self._minute: Instant = 0
        self.is_unread = True

    def compose(self) -> ComposeResult:
        """Lay out the list, with the calls to make below it."""
        *parts, bar = super().compose()
        yield from parts
        yield LinePane(id="calls")
        yield bar

    def on_mount(self) -> None:
        """Read the day, and again when the store changes and each minute."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        each_second(self, self.session, self._on_tick)
        self.call_after_refresh(self.reload)

    def _on_tick(self, at: Instant) -> None:
        if at // MINUTE != self._minute:
            self.reload()

    def resized(self) -> None:
        """Read again for the new width."""
        self.reload()

    def reload(self) -> None:
        """Read the day again."""
        self.is_unread = False
        self._minute = self.session.at() // MINUTE
        width = self.row_width
        in_background(self, lambda: read_shift(self.session, width), "day", name=OPENS)

    def on_shift_read(self, read: ShiftRead) -> None:
        """Show the day."""
        self._read = read
        self.write()

    @property
    def _entries(self) -> Sequence[Entry]:
        return self._read.entries[self.tab] if self._read else ()

    @property
    def number(self) -> int | None:
        """The ticket of the chosen row."""
        entry = self.chosen_of(self._entries)
        return entry.number if entry else None

    @property
    def step(self) -> PresetOperation | None:
        """The operation of the chosen row."""
        entry = self.chosen_of(self._entries)
        return entry.step if entry else None

    def write(self) -> None:
        """Draw the day."""
        entries = self._read.entries if self._read else {}
        counts = {name: sum(not entry.goes_on for entry in rows) for name, rows in entries.items()}
        empty = _(_EMPTY.get(self.tab, _NO_VISITS)) if self._read else ""
        self.write_rows(self._title(), TABS, counts, [(entry.id, entry.line) for entry in self._entries], empty)
        self._write_calls()

    def _title(self) -> str:
        if self.tab != SHIFT or self._read is None:
            return _("The day")
        return away_title(self._read.away, self.session.at(), self.session.look, self._width - 2)

    def _write_calls(self) -> None:
        """Show the person's own calls to make below the shift."""
        calls = self._read.calls if self._read and self.tab == SHIFT else ()
        pane = self.query_one("#calls", LinePane)
        pane.display = bool(calls)
        pane.show([calls_line(calls, self.session.at(), self.session.look, self.size.width)] if calls else [])

    @property
    def first_keys(self) -> Sequence[Key]:
        """The key that confirms the hand-over, while one is unconfirmed."""
        waits = self.tab == SHIFT and self._read is not None and self._read.handed is not None
        return (Key("y", N_("Confirm the hand-over"), "confirm", always=True),) if waits else ()

    def action_new(self) -> None:
        """Open a new ticket: the phone may ring before the summary is read."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        self.app.push_screen(IntakeScreen(self.session), self.show_opened)

    def action_confirm(self) -> None:
        """Confirm the hand-over of the previous shift."""
        from deskctl.operations.framework.base import build
        from deskctl.operations.framework.catalogue import find

        if self._read is None or self._read.handed is None:
            self.notify(_("No hand-over is waiting for you."), timeout=3)
            return
        operation: Any = build(find("shift", "confirm"), {"id": self._read.handed})
        start_step(self, lambda: perform_step(self.session, Step(operation, None)))

    def on_performed(self, performed: Performed) -> None:
        """Show what was recorded."""
        self.show_done(performed.done)

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why nothing was recorded."""
        self.notify(error_text(failed.error), severity="error", markup=False)
