"""A mixin for forms that shows others at the same ticket, and asks before it overwrites their changes."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_name
from deskctl.screens.dialogs.collision_screen import CollisionScreen
from deskctl.screens.form.collision import SeqRead, condition, is_words, meanwhile, own_choice, question, read_seq
from deskctl.screens.session.jobs import FINDS, OPENS, in_background
from deskctl.screens.session.ticker import each_second
from deskctl.sla.facts import Instant
from deskctl.widgets.lines.presence_lines import presence_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.perform import OperationResult
    from deskctl.screens.form.field_list import FieldList
    from deskctl.screens.form.form_draft import FormDraft
    from deskctl.screens.session.session import Session
    from deskctl.screens.session.step_runner import NotPerformed, Step

    _Base = Screen[Any]
else:
    _Base = object

CHANGED = "changed_meanwhile"


@dataclass
class MeanwhileRead(Message):
    """The actions of others since the form was opened, and the current last action."""

    changes: list[str]
    seq: int


class CollisionGuard(_Base):
    """Keeps the last action of the ticket from when the form was opened, even while the form is parked."""

    session: "Session"
    operation: "type[Operation]"
    number: int | None
    draft: "FormDraft"
    _presence = ""

    @property
    def _seen(self) -> int | None:
        return None if self.number is None else self.draft.seen.get(ticket_name(self.number))

    def begin_guard(self) -> None:
        """Read the last action of the ticket, and keep showing who else is there."""
        if (number := self.number) is not None:
            if self._seen is None:
                in_background(self, lambda: read_seq(self.session, number), "seq", name=FINDS)
            each_second(self, self.session, self._show_others)
            self._show_others(0)

    if TYPE_CHECKING:

        def _title(self) -> str: ...

        @property
        def fields(self) -> "FieldList":
            """The fields."""
            ...

        def action_save(self) -> None:
            """Record the action."""

        def leave(self, *, park: bool) -> None:
            """Close the form."""

    def _show_others(self, _at: Instant) -> None:
        others = presence_words(self.session.others, self.number, time.time())
        if others != self._presence:  # a new title redraws the whole form
            self._presence = others
            self.query_one("#form").border_title = Content(f"{self._title()}   {others}" if others else self._title())

    def on_seq_read(self, read: SeqRead) -> None:
        """Remember the last action."""
        self._remember(read.seq)

    def _remember(self, seq: int) -> None:
        if self.number is not None:
            self.draft.seen[ticket_name(self.number)] = seq

    def guarded(self, step: "Step") -> "Step":
        """Return the step with the condition that what it overwrites is unchanged."""
        return replace(step, if_seq=condition(self.operation.noun, self.operation.verb, self._seen))

    def asks_about(self, failed: "NotPerformed") -> bool:
        """Return True if the refusal is due to changes by others, and ask about them."""
        if failed.error.code != CHANGED or self.number is None or self._seen is None:
            return False
        number, seen = self.number, self._seen
        in_background(self, lambda: self._read_meanwhile(number, seen), "meanwhile", name=OPENS)
        return True

    def _read_meanwhile(self, number: int, seen: int) -> MeanwhileRead:
        return MeanwhileRead(meanwhile(self.session, number, seen), read_seq(self.session, number).seq)

    def on_meanwhile_read(self, read: MeanwhileRead) -> None:
        """Ask whether to overwrite others' changes; the typed texts are kept."""
        self.ask_to_overwrite(read.changes, lambda: self._remember(read.seq))

    def ask_to_overwrite(self, changes: "list[str]", accept: "Callable[[], None]") -> None:
        """Ask whether to record in spite of changes; if so, `accept` them first, else the form closes."""
        own = own_choice(
            operation_name(self.operation.noun, self.operation.verb), self.fields.rows, self.session.look.names
        )

        def answered(yes: bool | None) -> None:
            if yes:
                accept()
                self.action_save()
            else:
                self._keep_theirs()

        self.app.push_screen(CollisionScreen(self.session, self.number, question(changes, own)), answered)

    def _keep_theirs(self) -> None:
        """Close the form, and park it if it contains written words."""
        written = (row for row in self.fields.rows if row.display and is_words(row) and row.text)
        has_words = any(row.touched or row.field.name in self.draft.texts for row in written)
        kept = _("Theirs is kept; nothing of yours was recorded.")
        parked = _("What you wrote is parked; ctrl+g brings it back.")
        self.app.notify(f"{kept} {parked}" if has_words else kept, timeout=6)
        self.leave(park=has_words)

    def name_meanwhile(self, done: "OperationResult") -> None:
        """Notify about others' actions on other matters while the form was open."""
        number, seen = self.number, self._seen
        if number is None or seen is None or not done.action or done.repeated:
            return
        first = int(done.action.rpartition("/")[2]) - len(done.events) + 1
        if first - 1 > seen:
            app = self.app
            app.run_worker(
                lambda: app.call_from_thread(_name, app, meanwhile(self.session, number, seen, first)),
                thread=True,
                exit_on_error=False,
            )


def _name(app: Any, changes: list[str]) -> None:
    if changes:
        app.notify(_("Meanwhile: {what}").format(what="; ".join(changes)), markup=False, timeout=6)
