"""The form that moves, reassigns or drops visits; changes by others are not overwritten without asking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.message import Message

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.queries.dispatch.planned_visits import planned_visit
from deskctl.queries.dispatch.unplanned import changes_of
from deskctl.queries.services.record_actions import actions_after
from deskctl.safe_text import one_line
from deskctl.screens.form.collision_guard import CHANGED
from deskctl.screens.form.field_list import NOTE, WHEN
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.jobs import FINDS, OPENS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Step
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import instant, moment

if TYPE_CHECKING:
    from deskctl.screens.session.draft_file import Draft

_ID, _TO, _FROM = "id", "to", "from"
_VISIT, _MOVE = "visit", "move"


def refuse_past(start: datetime | None, now: datetime, field: str) -> None:
    """Raise `BadData` for a visit that starts in the past."""
    if start is not None and start < now:
        raise BadData(N_("This time is past."), field=field)


@dataclass
class VisitsRead(Message):
    """The last action of each visit, and the changes by others since then."""

    seen: Mapping[str, int]
    changes: Sequence[str] = ()


class VisitScreen(FormScreen):
    """Moves, reassigns or drops a visit, and all visits in `seen` with it."""

    HELP_TITLE = N_("A planned visit")
    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(
        self,
        session: Session,
        noun: str,
        verb: str,
        number: int | None,
        preset: Mapping[str, Any] | None = None,
        *,
        seen: Mapping[str, int] | None = None,
        left: "Draft | None" = None,
    ) -> None:
        super().__init__(session, noun, verb, number, preset, left=left)
        self._asks_who = verb == _MOVE and _TO in self._preset
        self.draft.seen = self.draft.seen or dict(seen or {})

    def _fields(self) -> list[Field]:
        fields = super()._fields()
        if self._asks_who:
            [people] = [one for one in fields_of(find(_VISIT, "assign")) if one.name == _TO]
            fields.insert(-1, people._replace(required=False))
        return fields

    def _row(self, field: Field) -> FieldRow:
        """Return the row of a field; the id is hidden, since the title names the visit."""
        row = super()._row(field)
        row.display = row.display and (field.name != _ID or not self._preset.get(_ID))
        return row

    def _title(self) -> str:
        names = [*self.draft.seen] or [str(self._preset.get(_ID) or "")]
        return f"{self._step_name}  {one_line(' '.join(names))}".rstrip()

    def _enter_first(self) -> None:
        """Focus who goes, if only that is changed; else the first field to fill in."""
        people = [row for row in self.fields.rows if row.field.name == _TO and not self._asks_who]
        for row in people:
            row.enter()
        if not people:
            super()._enter_first()

    def on_mount(self) -> None:
        """Read the last action of the visit, unless it was seen before."""
        name = str(self._preset.get(_ID) or "")
        if name and not self.draft.seen:
            in_background(self, lambda: self._read([name]), "seen", name=FINDS)

    def _read(self, names: Sequence[str], before: Mapping[str, int] | None = None) -> VisitsRead:
        with reading(self.session.store) as conn:
            later = [
                f"{name} {self.session.look.names.get(actor, actor)} {choice_word('event', event)}"
                for name, seq in (before or {}).items()
                for actor, event in actions_after(conn, _VISIT, name, seq)
            ]
            return VisitsRead(changes_of(conn, names), list(map(one_line, later)))

    def on_visits_read(self, read: VisitsRead) -> None:
        """Save the last actions, or ask whether to overwrite changes by others."""
        if not read.changes:
            self.draft.seen = {**read.seen}
            return
        self.ask_to_overwrite([*read.changes], lambda: self.draft.seen.update(read.seen))

    def asks_about(self, failed: NotPerformed) -> bool:
        """Return True if the refusal is due to changes by others, and ask about them."""
        if failed.error.code != CHANGED or not self.draft.seen:
            return False
        before = {**self.draft.seen}
        in_background(self, lambda: self._read([*before], before), "seen", name=OPENS)
        return True

    def guarded(self, step: Step) -> Step:
        """Return the step with the condition that nobody has changed the visit since it was shown."""
        seq = self.draft.seen.get(str(getattr(step.operation, _ID, "")))
        return step if seq is None else replace(step, if_seq=str(seq))

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        refuse_past(values.get(_FROM), values.get(WHEN) or self.session.now(), _FROM)
        self._people = values.pop(_TO, None) if self._asks_who else None
        self._values = {**values}
        return values

    _people: Sequence[str] | None = None
    _values: Mapping[str, Any]

    def further_steps(self, step: Step) -> Sequence[Step]:
        """Return the actions of the same transaction: the assignment, and the same for the other visits."""
        name = str(getattr(step.operation, _ID, ""))
        people = [self._assignment(name, step)] if self._people is not None else []
        return [*people, *self._others(name, step)]

    def _assignment(self, name: str, step: Step) -> Step:
        return Step(build(find(_VISIT, "assign"), {_ID: name, _TO: self._people}), None, note=step.note)

    def _others(self, name: str, step: Step) -> Iterator[Step]:
        values = {key: value for key, value in self._values.items() if key not in {_ID, NOTE, WHEN}}
        for other, seq in self.draft.seen.items():
            if other != name:
                own = {**values, **self._shifted(name, other)} if self.operation.verb == _MOVE else values
                own = {key: value for key, value in own.items() if value is not None}
                yield Step(build(self.operation, {**own, _ID: other}), None, note=step.note, if_seq=str(seq))

    def _shifted(self, name: str, other: str) -> dict[str, Any]:
        """Return the new time of another visit, shifted like the first one."""
        zone, at = self.session.look.zone, self.session.at()
        with reading(self.session.store) as conn:
            first, second = (planned_visit(conn, zone, one, at) for one in (name, other))
        start = self._values.get(_FROM)
        if first is None or second is None or start is None:
            return {}
        return {_FROM: moment(second.start + instant(start) - first.start), "until": None}
