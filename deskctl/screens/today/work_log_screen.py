"""The form of work on site: times, checklist items, parts built in, the next action, and leaving the site."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.queries.dispatch.part_balance import UsablePart, usable_parts
from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.visits import visits
from deskctl.screens.form.field_list import NOTE
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.services.checklist_screen import ItemsRead, read_items, steps_of
from deskctl.screens.services.item_states import ItemStates
from deskctl.screens.services.items_screen import ITEMS, ItemsScreen
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.step_runner import Step
from deskctl.screens.session.store_session import reading

DONE, FROM, TO = "done", "from", "to"
PARTS, WHY, NEXT, LEAVE = "parts_", "why_", "next_", "leave_"


class WorkLogScreen(ItemsScreen):
    """Logs work on site, and records the departure unless that is unticked."""

    HELP_TITLE = N_("Work on site")

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in fields_of(self.operation)}
        return [
            own[DONE],
            Field(FROM, "time", own[FROM].help, required=False),
            Field(TO, "time", own[TO].help, required=False),
            Field(LEAVE, "bool", N_("then leave the site"), required=False),
            Field(ITEMS, "text", N_("items"), required=False),
            Field(PARTS, "id", N_("parts installed, from this ticket or else from the stock"), required=False,
                  ref="part", many=True),
            Field(WHY, "text", N_("if it is not solved: the reason, as explained to the customer"), required=False),
            Field(NEXT, "text", N_("if it is not solved: the next action agreed with the customer"), required=False),
            Field(NOTE, "text", N_("note for the log"), required=False),
        ]  # fmt: skip

    def _row(self, field: Field) -> FieldRow:
        row = super()._row(field)
        if field.name == ITEMS:
            row.display = False
        return row

    def _text_of(self, field: Field) -> str:
        zone = self.session.look.zone
        if field.name == LEAVE and LEAVE not in self._preset:
            return "true"
        if field.name == FROM and FROM not in self._preset:
            return _clock(self._begun, self._until, zone)
        if field.name == TO and not isinstance(self._preset.get(TO), str):
            return _clock(self._until, self._until, zone)
        return super()._text_of(field)

    @property
    def _until(self) -> datetime:
        """When the work ended: the preset time, else now."""
        asked = self._preset.get(TO)
        return asked if isinstance(asked, datetime) else self.session.now()

    @property
    def _begun(self) -> datetime:
        """When the work began: at the arrival, or at the last log entry since."""
        if self._kept is None:
            self._kept = self._read_begin() or self._until
        return self._kept

    _kept: datetime | None = None

    def _read_begin(self) -> datetime | None:
        with suppress(DeskError), reading(self.session.store) as conn:
            own = [
                one for one in visits(history(conn, self.number or 0), self.session.look.zone)
                if one["engineer"] == self.session.actor and one["arrived_at"] and not one["left_at"]
            ]  # fmt: skip
            if own:
                logs = own[-1]["logs"]
                return datetime.fromisoformat(logs[-1]["at"] if logs else own[-1]["arrived_at"])
        return None

    def on_mount(self) -> None:
        """Read the checklists of the ticket."""
        number = self.number
        if number is not None:
            in_background(self, lambda: read_items(self.session, number), "items", name=FINDS)

    def on_items_read(self, read: ItemsRead) -> None:
        """Show the items if there are any."""
        self._items = read
        if read.items:
            self.items_row.display = True
            self.items_row.offer(ItemStates(list(read.items)), str(self._preset.get(ITEMS) or ""))

    _items: ItemsRead | None = None

    def _touched(self, name: str) -> bool:
        return any(row.touched for row in self.fields.rows if row.field.name == name)

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        self._more = {name: values.pop(name, None) for name in (PARTS, WHY, NEXT, LEAVE)}
        values.pop(ITEMS, None)
        begin, end, now = values.get(FROM), values.get(TO), self.session.now()
        if end is not None and end > now and self._touched(TO):
            raise BadData(N_("This is still to come."), field=TO)
        if begin is not None and begin > (end or now):
            raise BadData(N_("The work ends before it began."), field=TO)
        self._at = end if end is not None and (self._touched(TO) or TO in self._preset) else None
        is_typed = self._touched(FROM) or FROM in self._preset
        exact = {FROM: begin if is_typed and begin else self._begun, TO: self._at or now}
        times = {name: exact[name].isoformat() for name in (FROM, TO) if values.get(name) is not None}
        return {**values, **times}

    _more: Mapping[str, Any]
    _at: datetime | None = None

    def further_steps(self, step: Step) -> Sequence[Step]:
        """Return the actions that are recorded together with the log: ticks, parts, diagnosis and departure."""
        return [*self._ticks(step), *self._parts(), *self._words(), *self._leaving()]

    def _ticks(self, step: Step) -> list[Step]:
        changed = self._changed_items()
        return steps_of(changed, self._items.ticket, step) if changed and self._items else []

    def _parts(self) -> Iterator[Step]:
        names = self._more.get(PARTS) or ()
        if not names or self.number is None:
            return
        with reading(self.session.store) as conn:
            usable: Mapping[str, UsablePart] = {one.id: one for one in usable_parts(conn, self.number)}
        for name in names:
            if name not in usable or not usable[name].own:
                values = {"part": name, "qty": 1, "ticket": ticket_name(self.number)}
                yield Step(build(find("stock", "issue"), values), None, self._at)
            yield Step(build(find("part", "install"), {"part": name}), self.number, self._at)

    def _words(self) -> Iterator[Step]:
        for field, verb, name in ((WHY, "explain", "summary"), (NEXT, "plan", "next")):
            if self._more.get(field):
                yield Step(build(find("diagnosis", verb), {name: self._more[field]}), self.number, self._at)

    def _leaving(self) -> Iterator[Step]:
        if self._more.get(LEAVE):
            yield Step(build(find("visit", "leave"), {}), self.number, self._at)


def _clock(at: datetime, day: datetime, zone: Any) -> str:
    """Return a time as text, with the date if it is another day."""
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == day.astimezone(zone).date() else f"{local:%Y-%m-%d %H:%M}"
