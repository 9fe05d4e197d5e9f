"""A form for any operation; it has the fields of the operation's class."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Input, Label

from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import N_, _
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.safe_text import one_line, visible
from deskctl.screens import keys
from deskctl.screens.actions.outstanding_loaners import LoanersRead, read_loaners
from deskctl.screens.actions.permission_reading import PermissionRead, read_permission
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.form.collision_guard import CollisionGuard
from deskctl.screens.form.field_list import NOTE, WHEN, FieldList
from deskctl.screens.form.form_context import (
    CustomerRead,
    fill_in_fault,
    mark_required_with,
    offer_own,
    offer_words,
    read_customer,
    typed_texts,
)
from deskctl.screens.form.form_draft import FormDraft
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_refusals import FormRefusals, RefusalPane
from deskctl.screens.form.form_values import shown_value, step_title
from deskctl.screens.form.parkable_screen import ParkableScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.session.draft_file import Draft
from deskctl.screens.session.jobs import FINDS, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import (
    Performed,
    Step,
    failure_lines,
    notice_text,
    perform_step,
    perform_steps,
    preload_writing,
    start_step,
)
from deskctl.sla.gates import OVERRIDE
from deskctl.sla.lifecycle import END_EVENTS
from deskctl.widgets.inputs.safe_area import EDITOR, SafeArea
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.inputs.save_button import SaveButton, SaveLine
from deskctl.widgets.panes.key_bar import Key, KeyBar

PERMANENT: Mapping[str, str] = {
    "ticket.void": N_("Void this ticket? It cannot be undone."),
    "contact.erase": N_("Erase this person? It cannot be undone."),
}
"""The question before an operation that cannot be undone."""

_READING_TIME = 10  # seconds
_BAR = (
    Key("ctrl+o", keys.SAVE.description, "save", always=True),
    Key("esc", keys.CANCEL.description, "cancel", always=True),
    Key("tab", N_("Next field"), "app.focus_next"),
)


class FormScreen(FormRefusals, CollisionGuard, ParkableScreen, DialogScreen[Any]):
    """Asks for the fields of an operation and records it."""

    AUTO_FOCUS = ""
    AT_TICKET = "writing"
    CSS_PATH = ["form.tcss"]  # noqa: RUF012 - Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-upright")]  # noqa: RUF012 - Textual's own form
    HELP_TITLE = N_("A form")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.SAVE,
        keys.REMEDY,
        keys.CANCEL,
        keys.PARKED,
        Binding("enter", "enter", N_("Next field"), show=False, id="form.enter"),
    ]

    def __init__(
        self,
        session: Session,
        noun: str,
        verb: str,
        number: int | None,
        preset: Mapping[str, Any] | None = None,
        *,
        left: Draft | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.session = session
        self.operation = find(noun, verb)
        self.number = number if self.operation.on_ticket else None
        self._numbers = numbers or (() if self.number is None else (self.number,))
        self.draft = FormDraft(session, f"{noun}.{verb}", self._numbers, left)
        self._required: Sequence[str] = ()
        self._optional: Sequence[str] = ()
        self._preset = {**(preset or {}), **self.draft.texts}
        self._step_name = step_title(noun, verb, self._preset, session.actor)
        self._opened_at = f"{session.now().astimezone(session.look.zone):%H:%M}"

    def compose(self) -> ComposeResult:
        """Lay out title, fields, errors and keys."""
        with Vertical(id="form") as form:
            form.border_title = self._title()
            form.border_subtitle = f"{self.operation.noun} {self.operation.verb}"
            yield Label(self._help(), markup=False, id="form-help")
            yield FieldList(self.session, [self._row(field) for field in self._fields()])
            yield RefusalPane(id="refusal")
            with SaveLine():
                yield SaveButton(_(keys.SAVE.description))
            yield KeyBar(id="form-keys")

    def _row(self, field: Field) -> FieldRow:
        """Return the row of a field; the reason for overriding a clause is shown only after a refusal."""
        row = FieldRow(field, self._text_of(field), self.session.store)
        row.display = field.name != OVERRIDE or bool(self._text_of(field))
        return row

    def _title(self) -> str:
        ticket = f"  {ticket_name(self.number)}" if self.number is not None else ""
        return f"{self._step_name}{ticket}"

    def _help(self) -> str:
        return one_line(_(self.operation.help()))

    def _fields(self) -> list[Field]:
        own = [field for field in fields_of(self.operation) if not field.cli_only]
        required = [field for field in own if field.required]
        optional = [field for field in own if not field.required]
        return [*required, *optional, *self._common()]

    def _common(self) -> list[Field]:
        note = Field(NOTE, "text", N_("note for the log"), required=False)
        when = Field(WHEN, "time", N_("when it happened"), required=False)
        return [note, when] if self.operation.on_ticket else [note]

    def _text_of(self, field: Field) -> str:
        if field.name == WHEN and WHEN not in self._preset:
            return self._opened_at
        preset = self._preset.get(field.name)
        return shown_value(preset if preset is not None else _default(field), self.session.look.zone)

    def _enter_first(self) -> None:
        """Focus the first field to fill in."""
        self.fields.enter_first()

    def on_mount(self) -> None:
        """Focus the first field to fill in; Textual calls the `on_mount` of each class, that of a subclass first."""
        self.show_keys()
        if self.draft.texts:
            self._continue_texts()
        self._enter_first()
        self._mark_required()
        self.call_after_refresh(preload_writing, self)
        self.begin_guard()
        if not self.operation.on_ticket:
            texts = typed_texts(self.fields.rows)
            in_background(self, lambda: read_permission(self.session, self.operation, texts), "permission")
        if self.number is not None:
            number = self.number
            in_background(self, lambda: read_customer(self.session, self.operation, number), "customer", name=FINDS)
        if self.number is not None and self.operation.event in END_EVENTS:
            in_background(self, lambda: read_loaners(self.session, self._numbers), "still out")

    def _continue_texts(self) -> None:
        """Let typing continue the resumed texts; only a record that was chosen is replaced by the first key."""
        for field in self.query(SafeInput):
            field.select_on_focus = isinstance(field.parent, RefPicker) and field.parent.known
            field.cursor_position = len(field.value)

    def on_permission_read(self, read: PermissionRead) -> None:
        """Show at once that the operation is for others, before anything is typed, and mark what is required."""
        self._optional = read.optional
        self._mark_required()
        if read.failed is not None:
            self.show_refusal(failure_lines(read.failed))

    def on_customer_read(self, read: CustomerRead) -> None:
        """Offer only records of the ticket's customer, show the fault that was diagnosed, mark what is required."""
        self._required = read.required
        self._mark_required()
        offer_words(self.query(FieldRow), read.words)
        if read.customer is not None:
            offer_own(self.query(FieldRow), read.customer)
        if read.fault_class is not None:
            fill_in_fault(self.query(FieldRow), read.fault_class)

    def typed(self) -> None:
        """Mark also what the typed values require."""
        super().typed()
        self._mark_required()

    def _mark_required(self) -> None:
        mark_required_with(self.operation, self.fields.rows, self._required, self._optional)

    def on_loaners_read(self, read: LoanersRead) -> None:
        """Warn about loaners that are still at the customer."""
        if read.loaners:
            label = Label(visible(read.warning()), markup=False, id="form-warning")
            self.query_one("#form").mount(label, after="#form-help")

    def show_keys(self) -> None:
        """Show the keys of the form, first that of the remedy of a refusal."""
        editor = (Key("ctrl+e", EDITOR.description, EDITOR.action),) if self._is_long() else ()
        self.query_one(KeyBar).show_keys((*self.remedy_keys, *_BAR, *editor), self.size.width)

    def _is_long(self) -> bool:
        return any(row.display and row.field.kind == "longtext" for row in self.query(FieldRow))

    @on(Input.Submitted)
    def action_enter(self) -> None:
        """Focus the next field, after the last one the button; Enter alone never records anything."""
        self.focus_next()

    @on(Button.Pressed, "#save")
    def _save_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_save()

    def action_editor(self) -> None:
        """Write the focused long text in an external editor."""
        from deskctl.screens.session.outside_editor import edited

        area = self.focused
        if isinstance(area, SafeArea):
            try:
                area.fill(edited(self.app, f"{area.unescaped_text}\n", "text").removesuffix("\n"))
            except DeskError as error:
                self.notify(error_text(error), severity="error", markup=False, timeout=10)

    def action_save(self) -> None:
        """Record the action, or show the errors at the fields."""
        self.show_refusal([])
        self.fields.clear_errors()
        try:
            step = self._step()
        except BadData as error:
            self.show_at_field(error)
            return
        except DeskError as error:
            self.show_refusal([("sentence", error.text(_))])
            return
        question = PERMANENT.get(f"{self.operation.noun}.{self.operation.verb}")
        if question is None:
            self._record(step)
            return
        screen = ConfirmScreen(_(question), operation_name(self.operation.noun, self.operation.verb))
        self.app.push_screen(screen, lambda yes: self._record(step) if yes else None)

    def _record(self, step: Step) -> None:
        start_step(self, lambda: self._perform(self.guarded(step)))

    def _perform(self, step: Step) -> Message:
        """Record the action; runs in a thread."""
        more = self.further_steps(step)
        return perform_steps(self.session, [step, *more]) if more else perform_step(self.session, step)

    def further_steps(self, step: Step) -> "Sequence[Step]":  # noqa: ARG002
        """Return the actions that are recorded together with this one, all or none."""
        return ()

    def _step(self) -> Step:
        values = self._completed(self.fields.values())
        at, note = values.pop(WHEN, None), values.pop(NOTE, "")
        return Step(build(self.operation, values), self.number, at, note)

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the operation; subclasses add values that are not typed."""
        return values

    def on_performed(self, performed: Performed) -> None:
        """Close the form, return what was recorded, and show its notices."""
        for notice in performed.done.notices:
            self.app.notify(notice_text(notice), severity="warning", timeout=_READING_TIME, markup=False)
        self.name_meanwhile(performed.done)
        self.draft.drop()
        self.dismiss(performed.done)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)


def _default(field: Field) -> Any:
    return field.default if field.default not in ({}, (), []) else None
