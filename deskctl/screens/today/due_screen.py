"""What is due today beside the clocks of tickets: for me, for all, for the back office, and in the next days."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.language.words.steps import step_word
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_list import Settling, TabbedList, tab_keys
from deskctl.screens.today.due_reading import BUSINESS, DUE, MINE, OFFICE, TABS, DueRead, read_due
from deskctl.screens.today.settling import settling_of
from deskctl.sla.duties import Duty
from deskctl.widgets.lines.due_lines import due_line
from deskctl.widgets.panes.line_pane import Piece


class DueScreen(AlertKeys, TabbedList):
    """Lists what is due; one key opens the operation that settles it."""

    HELP_TITLE = N_("Due")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="due.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Do it"), key_display=">", id="due.settle",
                tooltip=N_("the operation that settles it, filled in as far as it is known")),
        *tab_keys("due", TABS),
        keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session, OFFICE if session.acting and session.acting.roles == {BUSINESS} else MINE)
        self._read: DueRead | None = None
        self._is_chosen = False

    def on_mount(self) -> None:
        """Read what is due, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.write()
        self.reload()

    def reload(self) -> None:
        """Read again what is due."""
        in_background(self, lambda: read_due(self.session), "due")

    def on_due_read(self, read: DueRead) -> None:
        """Show what is due; if nothing is mine, what is due for all."""
        self._read = read
        if not self._is_chosen and not read.rows[self.tab]:
            self.tab = DUE
        self.write()

    @property
    def _duties(self) -> Sequence[Duty]:
        return self._read.rows[self.tab] if self._read else ()

    @property
    def number(self) -> int | None:
        """The ticket of the chosen duty."""
        duty = self.chosen_of(self._duties)
        return duty.ticket if duty else None

    @property
    def step(self) -> Settling | None:
        """The operation that settles the chosen duty."""
        duty = self.chosen_of(self._duties)
        return settling_of(duty) if duty else None

    def write(self) -> None:
        """Draw what is due."""
        counts = {name: len(rows) for name, rows in self._read.rows.items()} if self._read else {}
        lines = [self._line(duty, self.row_width) for duty in self._duties]
        self.write_rows(_("Due"), TABS, counts, lines, _("Nothing is due here.") if self._read else "")

    def _line(self, duty: Duty, width: int) -> tuple[Piece, ...]:
        customers = self._read.customers if self._read else {}
        step, session = settling_of(duty), self.session
        name = step_word(step.noun, step.verb) if step else ""
        return due_line(duty, customers.get(duty.customer or ""), name, session.at(), session.look, width)

    def action_tab(self, name: str) -> None:
        """Show other duties."""
        self._is_chosen = True
        super().action_tab(name)

    def action_settle(self) -> None:
        """Open the operation that settles the chosen duty."""
        if self.step is None and self.chosen_of(self._duties) is not None:
            self.notify(_("No single action settles this; look at the record."), timeout=4)
        super().action_settle()

    def open_step(self, step: Settling) -> None:
        """Open a report, the intake, or the form of another operation."""
        from deskctl.screens.intake.intake_screen import IntakeScreen
        from deskctl.screens.report.report_screen import ReportScreen

        if step.noun == "report" and step.number is not None:
            self.app.push_screen(ReportScreen(self.session, step.number), lambda _none: self.reload())
        elif (step.noun, step.verb) == ("ticket", "open"):
            self.app.push_screen(IntakeScreen(self.session, {**step.preset, "channel": "email"}), self.show_done)
        else:
            super().open_step(step)
