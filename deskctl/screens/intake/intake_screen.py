"""The screen for a new ticket with a caller on the line: fields on the left, card and promises on the right."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Checkbox, Input, TextArea

from deskctl.errors import DeskError, NotFound
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.queries.customers.caller_card import ContactCard, contact_card
from deskctl.queries.search.duplicates import Alike, alike
from deskctl.safe import one_line
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import NOTE, FormScreen
from deskctl.screens.form.form_values import shown_value, without_blanks
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.intake.caller_lines import alike_lines, caller_lines, promise_lines
from deskctl.screens.intake.new_caller import new_caller, new_caller_lines, with_new_caller
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.performing import Performed
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.session.typed_draft import FOUND_AGAIN, QUIET_SECONDS, TypedDraft
from deskctl.sla.facts import Instant
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.style.cells import wrap
from deskctl.widgets.style.times import HOUR, MINUTE

if TYPE_CHECKING:
    from textual.timer import Timer

    from deskctl.sla.state import Clock

_LABELS = {
    "contact": N_("Caller"),
    "title": N_("Symptom"),
    "severity": N_("Severity (customer's word)"),
    "occurred_at": N_("Since when"),
    "assets": N_("Equipment"),
    "site": N_("Site"),
    "kind": N_("What it is"),
    "channel": N_("How it came in"),
    "level": N_("Level, the desk's choice"),
    "catalog": N_("Service catalogue"),
    "owner": N_("Who takes it"),
    "description": N_("In the caller's words"),
    "self_attempted": N_("They tried something already"),
    "engineer_on_site": N_("Our engineer is on site"),
}
_SHOWN = (
    "contact",
    "title",
    "severity",
    "description",
    "occurred_at",
    "assets",
    "site",
    "kind",
    "level",
    "channel",
    "catalog",
    "owner",
    "self_attempted",
    "engineer_on_site",
)
"""The fields shown with a caller on the line; the form of `ticket open` in the palette has all fields."""

_LEAST = 20


@dataclass
class CallerRead(Message):
    """The card of the caller."""

    card: ContactCard | None


@dataclass
class PromisesRead(Message):
    """The clocks that the ticket would have and the open tickets it resembles, or what must be corrected first."""

    clocks: "list[Clock]"
    alike: list[Alike]
    wrong: DeskError | None = None


class IntakeScreen(FormScreen):
    """Opens a ticket."""

    HELP_TITLE = N_("A new ticket")
    CSS_PATH = ["../form/form.tcss", "intake.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(self, session: Session, preset: Mapping[str, Any] | None = None) -> None:
        self._draft = TypedDraft(session.store, "new-ticket")
        self._left = {} if preset else self._draft.take_over()
        super().__init__(session, "ticket", "open", None, {**self._left, **(preset or {})})
        self._started_at = session.at()
        self._card: ContactCard | None = None
        self._pause_timer: Timer | None = None
        self._promises: PromisesRead | None = None

    def compose(self) -> ComposeResult:
        """Lay out the fields next to the caller's card."""
        with Vertical(id="form", classes="-intake") as form:
            form.border_title = _("New ticket")
            with Horizontal(id="intake"):
                with VerticalScroll(id="fields", can_focus=False):
                    for field in self._fields():
                        label = _(_LABELS.get(field.name, ""))
                        yield FieldRow(field, self._text_of(field), self.session.store, label=label)
                with Vertical(id="beside"):
                    yield LinePane(id="card")
                    yield LinePane(id="promises")
            yield Vertical(id="refusal")
            yield KeyBar(id="form-keys")

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in fields_of(self.operation)}
        extra = (name for name in self._preset if name in own and name not in _SHOWN)
        return [*(own[name] for name in (*_SHOWN, *extra)), *self._common()]

    def on_mount(self) -> None:
        """Start the timer of the call."""
        super().on_mount()
        self._show_card()
        self._on_tick(self._started_at)
        self.session.ticked.subscribe(self, self._on_tick)
        if self._left:
            self.notify(_(FOUND_AGAIN), timeout=10)

    def on_resize(self) -> None:
        """Redraw the card and the promises for the new width."""
        self.call_after_refresh(self._show_beside)

    def _on_tick(self, at: Instant) -> None:
        minutes, seconds = divmod(max(0, at - self._started_at), MINUTE)
        line = f"{minutes // (HOUR // MINUTE)}:{minutes % (HOUR // MINUTE):02}:{seconds:02}"
        self.query_one("#form").border_subtitle = _("{time} on the line").format(time=line)

    @on(RefPicker.Picked)
    def _picked(self, event: RefPicker.Picked) -> None:
        if event.kind == "contact":
            in_background(self, lambda: self._read_card(event.picked), "card")
        self._changed()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceLine.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        """Preview the promises once typing pauses; what was refused before may be right now."""
        self._show_refusal([])
        if self._pause_timer:
            self._pause_timer.stop()
        self._pause_timer = self.set_timer(QUIET_SECONDS, self._rested)

    def _rested(self) -> None:
        if self._is_written():
            texts = {row.field.name: self._text_to_keep(row) for row in self.query(FieldRow)}
            self.run_worker(lambda: self._draft.keep(texts), thread=True, group="draft", exit_on_error=False)
        self._ask_promises()

    def _text_to_keep(self, row: FieldRow) -> str:
        """Return the text of a field to keep; a relative time becomes an absolute one."""
        with suppress(DeskError):
            if row.field.kind == "time":
                return shown_value(self._value(row), self.session.look.zone)
        return row.text

    def _is_written(self) -> bool:
        return bool(self._left) or super()._is_written()

    def _leave(self, confirmed: bool | None) -> None:
        if confirmed:
            self._draft.drop()
        super()._leave(confirmed)

    def on_unmount(self) -> None:
        """When the console ends, keep the typed text for the next new ticket."""
        self._draft.let_go()

    @on(Performed)
    def _opened(self) -> None:
        self._draft.drop()

    @on(RefPicker.Found)
    def _looked_up(self) -> None:
        """Hide the card once the text matches another caller, several, or none; somebody new is shown as such."""
        if self._card and not self._caller().known:
            self._card, self._promises = None, None
        self._show_beside()

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        return with_new_caller(values, new_caller(self._caller()))

    def _caller(self) -> RefPicker:
        return self.query_one("#row-contact RefPicker", RefPicker)

    def _read_card(self, contact: str) -> CallerRead:
        with reading(self.session.store) as conn:
            try:
                return CallerRead(contact_card(conn, contact, at=self.session.at()))
            except NotFound:
                return CallerRead(None)

    def on_caller_read(self, read: CallerRead) -> None:
        """Show the caller, and offer only the sites and equipment of that customer."""
        self._card = read.card
        self._show_card()
        self._ask_promises()
        if read.card and read.card.customer:
            for row in self.query(FieldRow):
                if row.field.ref in {"site", "asset"}:
                    row.query_one(RefPicker).narrow(customer=read.card.customer)

    def _show_card(self) -> None:
        pane = self.query_one("#card", LinePane)
        width, newcomer = max(_LEAST, pane.size.width - 1), new_caller(self._caller())
        pane.show(new_caller_lines(newcomer, width) if newcomer else caller_lines(self._card, width))

    def _show_beside(self) -> None:
        self._show_card()
        self._show_promises()

    def _ask_promises(self) -> None:
        """Ask for the promises; half-typed names are left out."""
        try:
            rows = (row for row in self.query(FieldRow) if not row.half_typed)
            values = without_blanks({row.field.name: self._value(row) for row in rows})
        except DeskError:
            return
        values = self._completed(values)
        values.pop(NOTE, None)
        if not (values.get("contact") or values.get("caller_name")):
            return
        in_background(self, lambda: self._try_out(values), "promises")

    def _try_out(self, values: dict[str, Any]) -> PromisesRead:
        from deskctl.operations.perform import Call, perform

        operation = build(self.operation, {"title": "?", **values})
        call = Call(now=self.session.now(), actor=self.session.actor, dry_run=True)
        try:
            done = perform(self.session.store, operation, None, call)
        except DeskError as error:
            return PromisesRead([], self._alike(values), error)
        return PromisesRead([change.after for change in done.changes if change.after], self._alike(values))

    def _alike(self, values: dict[str, Any]) -> list[Alike]:
        with reading(self.session.store) as conn:
            customer = self._card.customer if self._card else None
            return alike(conn, values.get("title", ""), values.get("assets", ()), customer)

    def on_promises_read(self, read: PromisesRead) -> None:
        """Show what we promise if the ticket is opened now, and the tickets it resembles."""
        self._promises = read
        self._show_promises()

    def _show_promises(self) -> None:
        read = self._promises
        if read is None:
            self.query_one("#promises", LinePane).show([])
            return
        pane = self.query_one("#promises", LinePane)
        width = max(_LEAST, pane.scrollable_content_region.width)
        likes = alike_lines(read.alike, width)
        problem = one_line(self._error_text(read.wrong)) if read.wrong else ""
        wrong = [(Piece(line, "soon"),) for line in wrap(problem, width)] if problem else []
        pane.show([*likes, *(wrong or promise_lines(read.clocks, self.session.at(), self.session.look, width))])

    def _error_text(self, error: DeskError) -> str:
        """Return what is wrong, with a field named by its label."""
        rows = (row for row in self.query(FieldRow) if row.field.name == error.values.get("field"))
        return next((row.given(error) for row in rows), error.text(_))
