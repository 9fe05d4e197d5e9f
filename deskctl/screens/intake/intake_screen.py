"""A new ticket, with a caller on the line: who, what, how bad; the caller's card and our promises beside."""

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
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.performing import Performed
from deskctl.screens.session.session import Front
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
    "severity": N_("How bad, in the customer's choice"),
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
_ASKED = (
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
"""What is asked with a caller on the line; the form of `ticket open` in the palette has every field."""

_LEAST = 20


@dataclass
class CallerRead(Message):
    """The card of the caller."""

    card: ContactCard | None


@dataclass
class PromisesRead(Message):
    """The clocks that the ticket would have, and the open tickets that it looks like; or what must be mended first."""

    clocks: "list[Clock]"
    alike: list[Alike]
    wrong: DeskError | None = None


class IntakeScreen(FormScreen):
    """Opens a ticket."""

    HELP_TITLE = N_("A new ticket")
    CSS_PATH = ["../form/form.tcss", "intake.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(self, front: Front, preset: Mapping[str, Any] | None = None) -> None:
        self._draft = TypedDraft(front.store, "new-ticket")
        self._left = {} if preset else self._draft.take_over()
        super().__init__(front, "ticket", "open", None, {**self._left, **(preset or {})})
        self._began = front.at()
        self._card: ContactCard | None = None
        self._quiet: Timer | None = None
        self._promised: PromisesRead | None = None

    def compose(self) -> ComposeResult:
        """Lay out the fields with the caller's card beside them."""
        with Vertical(id="form", classes="-intake") as form:
            form.border_title = _("New ticket")
            with Horizontal(id="intake"):
                with VerticalScroll(id="fields", can_focus=False):
                    for field in self._fields():
                        label = _(_LABELS.get(field.name, ""))
                        yield FieldRow(field, self._text_of(field), self.front.store, label=label)
                with Vertical(id="beside"):
                    yield LinePane(id="card")
                    yield LinePane(id="promises")
            yield Vertical(id="refusal")
            yield KeyBar(id="form-keys")

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in fields_of(self.operation)}
        given = (name for name in self._preset if name in own and name not in _ASKED)
        return [*(own[name] for name in (*_ASKED, *given)), *self._common()]

    def on_mount(self) -> None:
        """Start the clock of the call."""
        super().on_mount()
        self._show_card()
        self._on_tick(self._began)
        self.front.ticked.subscribe(self, self._on_tick)
        if self._left:
            self.notify(_(FOUND_AGAIN), timeout=10)

    def on_resize(self) -> None:
        """Write the card and the promises for the new width."""
        self.call_after_refresh(self._show_beside)

    def _on_tick(self, at: Instant) -> None:
        minutes, seconds = divmod(max(0, at - self._began), MINUTE)
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
        """Ask for the promises once the typing rests; what was refused before may be right now."""
        self._show_refusal([])
        if self._quiet:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET_SECONDS, self._rested)

    def _rested(self) -> None:
        if self._is_written():
            texts = {row.field.name: self._text_to_keep(row) for row in self.query(FieldRow)}
            self.run_worker(lambda: self._draft.keep(texts), thread=True, group="draft", exit_on_error=False)
        self._ask_promises()

    def _text_to_keep(self, row: FieldRow) -> str:
        """Return what is typed in a field; a time that counts from now as the moment that it means."""
        with suppress(DeskError):
            if row.field.kind == "time":
                return shown_value(self._value(row), self.front.look.zone)
        return row.text

    def _is_written(self) -> bool:
        return bool(self._left) or super()._is_written()

    def _leave(self, confirmed: bool | None) -> None:
        if confirmed:
            self._draft.drop()
        super()._leave(confirmed)

    def on_unmount(self) -> None:
        """Leave what is typed to whoever opens the next ticket, where the console ends."""
        self._draft.let_go()

    @on(Performed)
    def _opened(self) -> None:
        self._draft.drop()

    @on(RefPicker.Found)
    def _looked_up(self) -> None:
        """Take the card away once what is typed names another caller, several, or nobody."""
        if self._card and not self._caller().known:
            self._card, self._promised = None, None
            self._show_beside()

    def _caller(self) -> RefPicker:
        return self.query_one("#row-contact RefPicker", RefPicker)

    def _read_card(self, contact: str) -> CallerRead:
        with reading(self.front.store) as conn:
            try:
                return CallerRead(contact_card(conn, contact))
            except NotFound:
                return CallerRead(None)

    def on_caller_read(self, read: CallerRead) -> None:
        """Show the caller, and offer only the sites and equipment of that customer."""
        self._card = read.card
        self._show_card()
        self._ask_promises()
        if read.card:
            for row in self.query(FieldRow):
                if row.field.ref in {"site", "asset"}:
                    row.query_one(RefPicker).narrow(customer=read.card.customer)

    def _show_card(self) -> None:
        pane = self.query_one("#card", LinePane)
        pane.show(caller_lines(self._card, max(_LEAST, pane.size.width - 1)))

    def _show_beside(self) -> None:
        self._show_card()
        self._show_promises()

    def _ask_promises(self) -> None:
        """Ask what would be promised; what is typed by half has no say yet."""
        try:
            reported = (row for row in self.query(FieldRow) if not row.half_typed)
            values = without_blanks({row.field.name: self._value(row) for row in reported})
        except DeskError:
            return
        values.pop(NOTE, None)
        if not values.get("contact"):
            return
        in_background(self, lambda: self._try_out(values), "promises")

    def _try_out(self, values: dict[str, Any]) -> PromisesRead:
        from deskctl.operations.perform import Call, perform

        operation = build(self.operation, {"title": "?", **values})
        call = Call(now=self.front.now(), actor=self.front.actor, dry_run=True)
        try:
            done = perform(self.front.store, operation, None, call)
        except DeskError as error:
            return PromisesRead([], self._alike(values), error)
        return PromisesRead([change.after for change in done.changes if change.after], self._alike(values))

    def _alike(self, values: dict[str, Any]) -> list[Alike]:
        with reading(self.front.store) as conn:
            customer = self._card.customer if self._card else None
            return alike(conn, values.get("title", ""), values.get("assets", ()), customer)

    def on_promises_read(self, read: PromisesRead) -> None:
        """Show what we promise if the ticket is opened now, and what it looks like."""
        self._promised = read
        self._show_promises()

    def _show_promises(self) -> None:
        read = self._promised
        if read is None:
            self.query_one("#promises", LinePane).show([])
            return
        pane = self.query_one("#promises", LinePane)
        width = max(_LEAST, pane.scrollable_content_region.width)
        likes = alike_lines(read.alike, width)
        reported = one_line(self._reported(read.wrong)) if read.wrong else ""
        wrong = [(Piece(line, "soon"),) for line in wrap(reported, width)] if reported else []
        pane.show([*likes, *(wrong or promise_lines(read.clocks, self.front.at(), self.front.look, width))])

    def _reported(self, error: DeskError) -> str:
        """Return what is wrong, a field named as its label names it."""
        rows = (row for row in self.query(FieldRow) if row.field.name == error.values.get("field"))
        return next((row.given(error) for row in rows), error.text(_))
