"""The mixin of screens that list duties: rows read in a thread, each with the operation that settles it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from deskctl.language.i18n import N_, _
from deskctl.language.words.operation_names import operation_name
from deskctl.screens.dialogs.pick_screen import PickScreen
from deskctl.screens.services.awaited_parts import OTHER, AwaitedRead, read_awaited
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.store_session import reading
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.screens.today.due_reading import DueRead
from deskctl.screens.today.duty_operations import inspection_step, operation_of
from deskctl.sla.duties import Duty
from deskctl.widgets.lines.due_lines import DueRow, due_lines, step_words
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.panes.tabs import Tab

_INSPECTION, _RETURN_VISIT = "inspection", "return-visit"
RECORD_KEYS = (
    Binding("r", "receive", N_("Goods in"), id="duty.receive",
            tooltip=N_("a part has arrived: for a request first, else into the stock")),
    Binding("v", f"visit_or_inspect('{_RETURN_VISIT}')", N_("Return visit"), id="duty.return-visit",
            tooltip=N_("record a return visit, to the customer of the row")),
    Binding("I", f"visit_or_inspect('{_INSPECTION}')", N_("Inspection"), id="duty.inspection",
            tooltip=N_("record an inspection, that of the row")),
)  # fmt: skip
"""The keys for what is recorded without a row that leads to it."""
RECORD_BAR = tuple(Key(one.key, one.description, one.action) for one in reversed(RECORD_KEYS))
"""The same keys in the bar, first those that are about the row."""

if TYPE_CHECKING:
    from deskctl.errors import Refused
    from deskctl.screens.tabbed_screen import TabbedScreen

    class _Base(TabbedScreen):
        """The method that each list of duties defines."""

        def read_rows(self) -> DueRead:
            """Read the duties; runs in a thread."""
            ...
else:
    _Base = object


class DutyRows(_Base):
    """Lists duties in tabs; one key opens the operation that settles the chosen one."""

    HELP_TITLE: ClassVar[str] = ""
    TABS: ClassVar[Sequence[Tab]] = ()
    EVERYTHING: ClassVar[str] = ""
    """The tab that is shown if the first one is empty."""

    _read: DueRead | None = None
    _is_chosen = False

    def on_mount(self) -> None:
        """Read what is due, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.write()
        self.reload()

    def reload(self) -> None:
        """Read the duties again."""
        in_background(self, self.read_rows, "due", name="" if self._read else OPENS)

    def on_due_read(self, read: DueRead) -> None:
        """Show the duties; if the first tab is empty, switch to the tab with all of them."""
        self._read = read
        if not self._is_chosen and not read.rows[self.tab]:
            self.tab = self.EVERYTHING
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
    def at_cursor(self) -> Place | None:
        """The ticket of the chosen duty, else its customer."""
        duty = self.chosen_of(self._duties)
        if duty is None or duty.ticket is not None or duty.customer is None:
            return super().at_cursor
        return Place("customer", duty.customer)

    @property
    def step(self) -> PresetOperation | None:
        """The operation that settles the chosen duty."""
        duty = self.chosen_of(self._duties)
        return self._operation(duty) if duty else None

    def _operation(self, duty: Duty) -> PresetOperation | None:
        """Return what settles a duty; for a part below its minimum stock, an open request comes first."""
        asked = self._read.request_of(duty.subject) if self._read and duty.rule.kind == "stock_minimum" else None
        about = asked or duty
        if self._read and duty.rule.kind == _INSPECTION and duty.subject in self._read.begun:
            return inspection_step(duty, "record")
        pieces = self._read.pieces.get((about.ticket, about.subject, about.title)) if self._read else None
        step = operation_of(about, pieces)
        return step if step and self._refusal(step) is None else None

    def _refusal(self, step: PresetOperation | None) -> "Refused | None":
        """Return why an operation is for others than the person at the desk."""
        return self._read.refusals.get(f"{step.noun}.{step.verb}") if self._read and step else None

    def write(self) -> None:
        """Draw what is due."""
        counts = {name: len(rows) for name, rows in self._read.rows.items()} if self._read else {}
        rows = [self._row(duty) for duty in self._duties]
        lines = due_lines(rows, self.session.at(), self.session.look, self.row_width)
        listed = [
            ((duty.rule.kind, duty.subject, duty.ticket, duty.title), line)
            for duty, line in zip(self._duties, lines, strict=True)
        ]
        nothing = _("Nothing is due here.") if self._read else ""
        self.write_rows(_(str(self.HELP_TITLE)), self.TABS, counts, listed, nothing)

    def _row(self, duty: Duty) -> DueRow:
        customers = self._read.customers if self._read else {}
        step = self._operation(duty)
        name = operation_name(step.noun, step.verb) if step else ""
        person = self._read.person_of(duty) if self._read and duty.owner != self.session.actor else None
        return DueRow(duty, customers.get(duty.customer or ""), step_words(name, person))

    def action_tab(self, name: str) -> None:
        """Show other duties."""
        self._is_chosen = True
        super().action_tab(name)

    def action_settle(self) -> None:
        """Open the operation that settles the chosen duty."""
        duty = self.chosen_of(self._duties)
        if self.step is None and duty is not None:
            refused = self._refusal(operation_of(duty))
            words = refused.text(_) if refused else _("No single action settles this; look at the record.")
            self.notify(words, timeout=4, markup=False)
        super().action_settle()

    def action_receive(self) -> None:
        """Offer the parts that are awaited; without any, open the form that puts a part into the stock."""
        in_background(self, lambda: read_awaited(self.session), "awaited", name=OPENS)

    def on_awaited_read(self, read: AwaitedRead) -> None:
        """Open the form for the part that is chosen."""
        if not read.steps:
            self._receive(read, OTHER)
        else:
            screen = PickScreen(self.session.look, _("What has arrived"), read.options, wide=True)
            self.app.push_screen(screen, lambda code: self._receive(read, code))

    def _receive(self, read: AwaitedRead, code: str | None) -> None:
        if code is not None:
            self.open_step(read.steps.get(code) or PresetOperation("stock", "receive"))

    def action_visit_or_inspect(self, noun: str) -> None:
        """Open the form of a return visit or an inspection, with what the chosen duty knows of it."""
        duty = self.chosen_of(self._duties)
        known: dict[str, str] = {}
        if noun == _INSPECTION and duty is not None and duty.rule.kind == _INSPECTION:
            known = {"id": duty.subject}
        if noun == _RETURN_VISIT and duty is not None and duty.customer:
            known = {"customer": duty.customer}
        self.open_step(PresetOperation(noun, "record", preset=known))

    def open_step(self, step: PresetOperation) -> None:
        """Open a report, the intake, or the form of another operation."""
        from deskctl.screens.intake.mail_intake_screen import MailIntakeScreen, intake_of_mail
        from deskctl.screens.report.report_screen import ReportScreen

        if step.noun == "report" and step.number is not None:
            self.app.push_screen(ReportScreen(self.session, step.number), lambda _none: self.reload())
        elif (step.noun, step.verb) == ("ticket", "open"):
            with reading(self.session.store) as conn:
                values = intake_of_mail(conn, str(step.preset["mail"]))
            self.app.push_screen(MailIntakeScreen(self.session, values), self.show_done)
        else:
            super().open_step(step)
