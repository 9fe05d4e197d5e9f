"""What is due today beside the clocks of tickets: for me, for all, for the back office, and in the next days."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.language.words.steps import step_word
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.due.due_reading import BUSINESS, DUE, MINE, OFFICE, TABS, DueRead, read_due
from deskctl.screens.due.settling import Settling, settling_of
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.duties import Duty
from deskctl.widgets.lines.due_lines import due_line
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, tabs_line

_LEAST = 20
_KEYS = (
    Key("esc", keys.BACK.description, "dismiss", always=True),
    Key("?", keys.HELP.description, "help", always=True),
)


class DueScreen(AlertKeys, TicketScreen):
    """Lists what is due; one key opens the step that settles it."""

    CSS_PATH = "due.tcss"
    AUTO_FOCUS = "#duties"
    HELP_TITLE = N_("Due")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="due.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="due.settle",
                tooltip=N_("the step that settles it, filled in as far as it is known")),
        *(Binding(str(place), f"tab('{tab.name}')", tab.heading, show=False, id=f"due.{tab.name}")
          for place, tab in enumerate(TABS, 1)),
        keys.SETTINGS, keys.FIND, keys.COMMAND, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._tab = OFFICE if session.acting and session.acting.roles == {BUSINESS} else MINE
        self._read: DueRead | None = None
        self._is_chosen = False

    def compose(self) -> ComposeResult:
        """Lay out title, tabs, duties and keys."""
        yield LinePane(id="header")
        yield QueueTabs(id="tabs")
        yield LineList(self.session.look, id="duties")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read what is due, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self._write()
        self.reload()

    def reload(self) -> None:
        """Read again what is due."""
        in_background(self, lambda: read_due(self.session), "due")

    def on_due_read(self, read: DueRead) -> None:
        """Show what is due; if nothing is mine, what is due for all."""
        self._read = read
        if not self._is_chosen and not read.rows[self._tab]:
            self._tab = DUE
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    @property
    def _duties(self) -> Sequence[Duty]:
        return self._read.rows[self._tab] if self._read else ()

    @property
    def _chosen(self) -> Duty | None:
        listed = self.query(LineList)
        place = listed.first().place if listed else 0
        return self._duties[place] if place < len(self._duties) else None

    @property
    def number(self) -> int | None:
        """The ticket of the chosen duty."""
        return self._chosen.ticket if self._chosen else None

    def _write(self) -> None:
        session, width = self.session, self.size.width or self.app.size.width
        counts: Mapping[str, int] = {name: len(rows) for name, rows in self._read.rows.items()} if self._read else {}
        self.query_one("#header", LinePane).show([title_line(_("Due"), session.recorded_as, width)])
        self.query_one(QueueTabs).show([tabs_line(TABS, self._tab, counts, width)])
        listed = self.query_one(LineList)
        rows = [self._line(duty, max(_LEAST, listed.scrollable_content_region.width - 3)) for duty in self._duties]
        listed.show(rows or [(Piece(_("Nothing is due here.") if self._read else "", "dim"),)])
        self._write_keys()

    def _line(self, duty: Duty, width: int) -> tuple[Piece, ...]:
        customers = self._read.customers if self._read else {}
        step, session = settling_of(duty), self.session
        name = step_word(step.noun, step.verb) if step else ""
        return due_line(duty, customers.get(duty.customer or ""), name, session.at(), session.look, width)

    def _write_keys(self) -> None:
        duty = self._chosen
        step = settling_of(duty) if duty else None
        do = (Key(">", step_word(step.noun, step.verb), "settle", always=True),) if step else ()
        ticket = (Key("enter", N_("Open ticket"), "enter"),) if duty and duty.ticket is not None else ()
        self.query_one(KeyBar).show_keys((*do, *ticket, *_KEYS), self.size.width or self.app.size.width)

    def on_line_list_moved(self) -> None:
        """Name the step of another duty."""
        self._write_keys()

    def on_line_list_selected(self) -> None:
        """Open the ticket of the chosen duty, else the step that settles it."""
        self.action_enter()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Do what the clicked key does."""
        await self.run_action(pressed.action)

    def action_tab(self, name: str) -> None:
        """Show other duties."""
        self._tab, self._is_chosen = name, True
        self.query_one(LineList).move_to(0)
        self._write()

    def action_enter(self) -> None:
        """Open the ticket of the chosen duty, else the step that settles it."""
        from deskctl.screens.ticket.whole_ticket import WholeTicket

        number = self.number
        if number is None:
            self.action_settle()
        else:
            self.app.push_screen(WholeTicket(self.session, number), lambda _none: self.reload())

    def action_settle(self) -> None:
        """Open the step that settles the chosen duty."""
        duty = self._chosen
        if duty is None:
            return
        step = settling_of(duty)
        if step is None:
            self.notify(_("No single step settles this; look at the record."), timeout=4)
        else:
            self._open(step)

    def _open(self, step: Settling) -> None:
        from deskctl.screens.form.form_screen import FormScreen
        from deskctl.screens.intake.intake_screen import IntakeScreen
        from deskctl.screens.report.report_screen import ReportScreen

        if step.noun == "report" and step.number is not None:
            self.app.push_screen(ReportScreen(self.session, step.number), lambda _none: self.reload())
        elif (step.noun, step.verb) == ("ticket", "open"):
            self.app.push_screen(IntakeScreen(self.session, {**step.preset, "channel": "email"}), self.show_done)
        else:
            self.app.push_screen(
                FormScreen(self.session, step.noun, step.verb, step.number, step.preset), self.show_done
            )
