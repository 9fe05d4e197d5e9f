"""The form that assigns a ticket: it shows who is suitable and free, and can notify the person at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Label

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.base import Field, build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.dispatch.candidates import Candidate, TicketNeed, candidates_for
from deskctl.safe_text import one_line
from deskctl.screens.dispatch.candidate_lines import need_line, way_line
from deskctl.screens.dispatch.candidate_row import CandidateRow
from deskctl.screens.form.field_list import NOTE
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.form_values import step_title
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.step_runner import Step
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.style.cells import shorten, wrap

TO, NOTIFIED_BY = "to", "by"
_WAYS = ("phone", "mail", "chat")


@dataclass
class CandidatesRead(Message):
    """The needs of the ticket, and the candidates for it."""

    need: TicketNeed
    found: Sequence[Candidate]


class AssignScreen(FormScreen):
    """Assigns a ticket."""

    HELP_TITLE = N_("Assign")
    CSS_PATH = ["../form/form.tcss", "assign.tcss"]  # noqa: RUF012 - Textual's own form
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "candidate(1)", N_("Down"), show=False, id="assign.down"),
        Binding("up", "candidate(-1)", N_("Up"), show=False, id="assign.up"),
    ]

    def _fields(self) -> list[Field]:
        words = N_("they are informed at once: by phone you do it, mail and chat the desk sends")
        informed = Field(NOTIFIED_BY, "choice", words, required=False, choices=_WAYS)
        own, *others = super()._fields()
        return [own, informed, *others]

    def _help(self) -> str:
        return _two_lines(super()._help(), "")

    def _row(self, field: Field) -> FieldRow:
        if field.name != TO:
            return super()._row(field)
        row = CandidateRow(field, self._text_of(field), self.session.store, label=_("Who"))
        return row.with_look(self.session.look)

    @property
    def _who(self) -> CandidateRow:
        return self.query_one(CandidateRow)

    def _enter_first(self) -> None:
        """Focus the person."""
        self._who.enter()

    def on_mount(self) -> None:
        """Read the candidates."""
        number = self.number
        if number is not None:
            in_background(self, lambda: self._read(number), "candidates", name=FINDS)

    def _read(self, number: int) -> CandidatesRead:
        with reading(self.session.store) as conn:
            return CandidatesRead(*candidates_for(conn, self.session.look.zone, number, self.session.at()))

    def on_candidates_read(self, read: CandidatesRead) -> None:
        """Show the candidates, and the needs of the ticket."""
        at, look = self.session.at(), self.session.look
        self._who.offer(read.found, at)
        head = self.query_one("#form-help", Label)
        need, way = need_line(read.need, at, look), way_line(read.need, at, look)
        width = head.size.width or self.size.width
        first, *more = wrap(need, width)
        head.update(_two_lines(first, shorten(way or " ".join(more), width)))

    @on(Input.Changed, "#row-to Input")
    def _typed_who(self) -> None:
        self._who.redraw(self.session.at())
        self._warn()
        values = {TO: self._who.text.strip()}
        self._step_name = step_title(self.operation.noun, self.operation.verb, values, self.session.actor)
        self.query_one("#form").border_title = self._title()

    def on_resize(self) -> None:
        """Draw the candidates for the new width."""
        self.call_after_refresh(lambda: self._who.redraw(self.session.at()))

    def _warn(self) -> None:
        """Show a warning if the chosen person is not sent to customers, is away, or lacks the skills."""
        one = self._who.chosen
        self.query("#form-warning").remove()
        if one is not None and (text := self._warning(one)):
            self.query_one("#form").mount(Label(text, markup=False, id="form-warning"), after="#form-help")

    def _warning(self, one: Candidate) -> str:
        name = one_line(one.name)
        if not one.goes:
            return _("{name} is {role}; say in the note why the ticket goes there.").format(
                name=name, role=choice_word("role", one.role)
            )
        if one.away_until is not None:
            return _("{name} is away.").format(name=name)
        return "" if one.knows else _("{name} lists no skill that fits the equipment.").format(name=name)

    def action_candidate(self, lines: int) -> None:
        """Move the cursor of the candidates."""
        self._who.move(lines)

    @on(Input.Submitted, "#row-to Input")
    def _picked(self, event: Input.Submitted) -> None:
        """Choose the candidate at the cursor, and focus the next field."""
        event.stop()
        event.prevent_default()
        if self._who.chosen is None or not event.value:
            self._who.take()
        self.focus_next()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Choose the clicked candidate."""
        event.stop()
        self._who.take()
        self._who.enter()

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        one = self._who.chosen
        if one is not None and not one.goes and not values.get(NOTE):
            raise BadData(N_("Say why: {name} is not sent to customers."), field=NOTE, name=one_line(one.name))
        self._notified_by = values.pop(NOTIFIED_BY, None)
        return values

    _notified_by: str | None = None

    def further_steps(self, step: Step) -> Sequence[Step]:
        """Return the action that notifies them, recorded in one transaction with the assignment."""
        if self._notified_by is None:
            return ()
        values = {TO: getattr(step.operation, TO), NOTIFIED_BY: self._notified_by}
        return [Step(build(find("ticket", "notify"), values), self.number)]


def _two_lines(first: str, second: str) -> str:
    """Return a text that always has two lines, so that nothing below it moves when they are filled in."""
    return f"{first}\n{second or ' '}"
