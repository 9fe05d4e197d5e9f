"""The screen for a new ticket during a call: fields above; the caller, open tickets and promises below."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.values import missing
from deskctl.queries.knowledge.mode_keywords import modes_for
from deskctl.screens import keys
from deskctl.screens.form.field_list import NOTE, WHEN
from deskctl.screens.form.form_context import offer_words
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_refusals import RefusalPane
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.intake.call_box import CallBox
from deskctl.screens.intake.caller_pane import CallerPane
from deskctl.screens.intake.caller_picker import CallerPicker
from deskctl.screens.intake.contract_limits import ContractLimits
from deskctl.screens.intake.intake_reading import (
    ASSET,
    CallerRead,
    PromisesRead,
    SiteRead,
    joined_words,
    preview_promises,
    read_caller,
    read_site,
    summary_words,
)  # fmt: skip
from deskctl.screens.intake.intake_rows import (
    NOT_ASKED,
    OF_COMPLAINTS,
    AnswerRow,
    CallFields,
    NumberedRow,
    intake_fields,
    intake_row,
)  # fmt: skip
from deskctl.screens.intake.new_caller import with_new_caller
from deskctl.screens.session.draft_file import RESTORED_NOTICE, parked_calls
from deskctl.screens.session.jobs import FINDS, in_background, is_running
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import Performed, Step, perform_step, start_step
from deskctl.screens.session.ticker import each_second
from deskctl.sla.facts import Instant
from deskctl.widgets.inputs.save_button import SaveButton, SaveLine
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.style.times import HOUR, MINUTE

if TYPE_CHECKING:
    from deskctl.queries.customers.caller_card import ContactCard
    from deskctl.screens.session.draft_file import Draft

_OWNED = frozenset({"asset", "ticket"})
_COMPLAINT, _INCIDENT = "complaint", "incident"
_BAR = (
    Key("ctrl+o", N_("Create ticket"), "save", always=True),
    Key("ctrl+l", keys.SIDE.description, "side"),
    Key("ctrl+t", keys.JOIN.description, "join"),
    Key("ctrl+g", N_("Park, next call"), "parked", always=True),
    Key("esc", keys.CANCEL.description, "cancel", always=True),
)


class IntakeScreen(FormScreen):
    """Opens a ticket."""

    HELP_TITLE = N_("A new ticket")
    CSS_PATH = ["../form/form.tcss", "intake.tcss"]  # noqa: RUF012 - Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012 - Textual's own form
    BINDINGS: ClassVar[list[BindingType]] = [keys.SIDE, keys.JOIN]

    def __init__(
        self, session: Session, preset: Mapping[str, Any] | None = None, *, left: "Draft | None" = None
    ) -> None:
        super().__init__(session, "ticket", "open", None, preset, left=left)
        self._is_found_again = not left and not preset and self.draft.take_over()
        self._preset |= self.draft.texts
        self._read = CallerRead(None, "")
        self._about: tuple[str | None, str | None] = (None, None)
        self._promises: PromisesRead | None = None
        self._joins = False
        self._joined: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the fields above the pane of the caller."""
        rows = [intake_row(field, self._text_of(field), self.session.store) for field in self._fields()]
        with CallBox(id="form", classes="-intake"):
            yield CallFields(self.session, rows)
            yield CallerPane(self.session)
            yield RefusalPane(id="refusal")
            with Horizontal(id="end"):
                yield ContractLimits()
                with SaveLine():
                    yield SaveButton(_("Create ticket"))
            yield KeyBar(id="form-keys")

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in fields_of(self.operation)}
        return intake_fields(own, self._preset, self._common())

    def on_mount(self) -> None:
        """Start the timer of the call."""
        self.query_one(CallBox).show_calls(len(parked_calls(self.session.store, self.session.actor)))
        self._show()
        self._on_tick(self.session.at())
        each_second(self, self.session, self._on_tick)
        if self._is_found_again:
            self.notify(_(RESTORED_NOTICE), timeout=10)

    def _on_tick(self, at: Instant) -> None:
        minutes, seconds = divmod(max(0, at - self.draft.started), MINUTE)
        line = f"{minutes // (HOUR // MINUTE)}:{minutes % (HOUR // MINUTE):02}:{seconds:02}"
        self.query_one(CallBox).show_time(_("{time} on the line").format(time=line))

    def show_keys(self) -> None:
        """Show the keys of a call, first that of the remedy of a refusal."""
        self.query_one("#form-keys", KeyBar).show_keys((*self.remedy_keys, *_BAR), self.size.width)

    @property
    def _caller(self) -> CallerPicker:
        return self.query_one(CallerPicker)

    @property
    def _side(self) -> CallerPane:
        return self.query_one(CallerPane)

    def _row_of(self, name: str) -> FieldRow:
        return next(row for row in self.fields.rows if row.field.name == name)

    @on(RefPicker.Picked)
    @on(RefPicker.Found)
    @on(CallerPicker.NewChosen)
    def _looked_up(self, event: RefPicker.Picked | RefPicker.Found | CallerPicker.NewChosen) -> None:
        """Read the caller's card and the site of the equipment; show a new caller as new."""
        if isinstance(event, RefPicker.Picked) and event.kind == ASSET:
            in_background(self, lambda: read_site(self.session, event.picked), "site", name=FINDS)
        caller, newcomer = self._caller, self._caller.newcomer
        contact = caller.picked if caller.known and newcomer is None else None
        about = (contact or None, newcomer.customer if newcomer else None)
        if about != self._about:
            self._about, self._read, self._promises = about, CallerRead(None, self._read.on_duty), None
            in_background(self, lambda: read_caller(self.session, *about), "card", name=FINDS)
        self._show()
        self._typed()

    def typed(self) -> None:
        """Show the fields for the kind of ticket, and remove outdated errors."""
        super().typed()
        self.show_refusal([])
        is_complaint = self._row_of("kind").text == _COMPLAINT
        for name in OF_COMPLAINTS:
            row = self._row_of(name)
            row.display = is_complaint or bool(row.text)

    def rested(self) -> None:
        """Save the draft, and preview the promises."""
        super().rested()
        self._ask_promises()

    def on_caller_read(self, read: CallerRead) -> None:
        """Show the caller, and offer only records of the customer."""
        self._read = read
        self._offer(read.card)
        offer_words(self.fields.rows, read.words)
        self._show()
        self._ask_promises()

    def _offer(self, card: "ContactCard | None") -> None:
        """Offer what belongs to the caller's customer, and nothing of the caller before."""
        owner = {"customer": card.customer} if card and card.customer else {}
        for row in self.fields.rows:
            if isinstance(row, NumberedRow) and row.field.name == "site":
                row.offer_choices(card.sites if card else ())
            elif isinstance(row, AnswerRow):
                row.assume(answer=card.on_site is not None if card else None)
            elif row.field.ref in _OWNED and row.query(RefPicker):
                row.query_one(RefPicker).narrow(**owner)

    def on_site_read(self, read: SiteRead) -> None:
        """Choose the site of the equipment."""
        row = self._row_of("site")
        if read.site and isinstance(row, NumberedRow):
            row.choose(read.site)

    def _show(self) -> None:
        """Show the caller, the promises, and what must be agreed on first."""
        error = self._promises.wrong if self._promises else None
        named = (
            row.error_text(error) for row in self.fields.rows if error and row.field.name == error.values.get("field")
        )
        wrong = next(named, error.text(_) if error else "")
        title, kind = self._row_of("title").text, self._row_of("kind").text
        ways = [] if kind == _COMPLAINT else modes_for(title, is_request=kind not in {"", _INCIDENT})
        self._side.is_charged = kind != _COMPLAINT
        self._side.show(self._read, self._caller.newcomer, self._promises, wrong, ways)
        self.query_one(ContractLimits).show(self._read.card if kind != _COMPLAINT else None, self._side.today)

    def _ask_promises(self) -> None:
        """Read the promises; half-typed names are left out."""
        try:
            shown = [row for row in self.fields.rows if not row.half_typed]
            values = {row.field.name: value for row in shown if (value := self.fields.value(row)) is not None}
        except DeskError:
            return
        values = self._completed(values)
        values.pop(NOTE, None)
        values.pop(WHEN, None)
        if values.get("contact") or values.get("caller_name"):
            customer = self._read.card.customer if self._read.card else None
            in_background(self, lambda: preview_promises(self.session, values, customer), "promises")

    def on_promises_read(self, read: PromisesRead) -> None:
        """Show what is promised if the ticket is opened now, and similar tickets."""
        self._promises = read
        self._row_of("catalog").query_one(RefPicker).suggest(read.item)
        self._show()
        if self._joins:
            self._joins = False
            self._join()

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("severity") == NOT_ASKED:
            del values["severity"]
        elif values.get("severity"):
            values["severity_chosen_by"] = "user"
        return with_new_caller(values, self._caller.newcomer)

    def _step(self) -> Step:
        """Return the action; raises `BadData` for the first answer of the caller that is missing."""
        for name in ("contact", "title"):
            if not self._row_of(name).text.strip() and "mail" not in self._preset:
                raise missing(name)
        kind, is_among_several = self._row_of("kind").text, len(self._read.card.sites if self._read.card else ()) > 1
        if kind == _INCIDENT and not self._row_of("severity").text:
            raise BadData(N_("Let the customer choose, or record that nobody asked."), field="severity")
        if kind != _COMPLAINT and is_among_several and not self._row_of("site").text:
            raise BadData(N_("Which of the sites?"), field="site")
        return super()._step()

    def action_side(self) -> None:
        """Focus the open tickets, or the fields again."""
        listed = self._side.query_one(LineList)
        if listed.has_focus:
            self.fields.rows[0].enter()
        elif self._side.tickets:
            self.set_focus(listed)

    def on_line_list_selected(self) -> None:
        """Open the ticket at the cursor; the form stays as it is."""
        from deskctl.screens.ticket.ticket_screen import TicketScreen

        if self._side.ticket is not None:
            self._side.look_at()
            self.app.push_screen(TicketScreen(self.session, self._side.ticket))

    def action_join(self) -> None:
        """Add the call to the open ticket at the cursor instead of opening another."""
        if self.typing.is_typing or is_running(self, "card") or is_running(self, "promises"):
            self._joins = True
        else:
            self._join()

    def _join(self) -> None:
        number = self._side.chosen_ticket
        if number is None:
            self._ask_which()
            return
        words = [self._row_of(name).text for name in ("title", "description")]
        card, newcomer = self._read.card, self._caller.newcomer
        who = newcomer.name if newcomer else card.name if card else self._caller.query_one(Input).value
        summary = summary_words(who, words, self._row_of("severity").text)
        values = {"direction": "in", "summary": summary}
        self._joined = number
        start_step(self, lambda: perform_step(self.session, Step(build(find("call", "log"), values), number)))

    def on_performed(self, performed: Performed) -> None:
        """Show which ticket the call was added to, and its severity."""
        if self._joined is not None and performed.done.ticket == self._joined:
            self.app.notify(joined_words(self.session, self._joined), timeout=6, markup=False)

    def _ask_which(self) -> None:
        """Focus the open tickets if the call may be about several."""
        if self._side.tickets:
            self.set_focus(self._side.query_one(LineList))
            self.notify(_("Which one? enter opens it, ctrl+t adds the call."), timeout=6)
        else:
            self.notify(_("This customer has no open ticket to add the call to."), severity="warning")
