"""The form of an inspection: the items of the site's checklists, their follow-up, advice, completion."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.message import Message
from textual.widgets import Input, Label

from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field, build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.services.inspected_sites import recorded_items
from deskctl.queries.services.inspection_form import inspection_form
from deskctl.safe_text import one_line
from deskctl.screens.form.field_list import NOTE, WHEN
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.services.item_states import ABNORMAL, RECOMMEND, TICKET, ItemState, ItemStates
from deskctl.screens.services.items_row import Changed
from deskctl.screens.services.items_screen import ITEMS, ItemsScreen
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.step_runner import Step
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.check_box import CheckBox

ADVICE, SIGNED, DONE, ID = "advice_", "signed_", "done_", "id"
_IDS = "IN-"


@dataclass
class FormRead(Message):
    """The form of the inspection, and its items with the recorded and the last values."""

    form: dict[str, Any] | None
    items: Sequence[ItemState]


class InspectionScreen(ItemsScreen):
    """Fills in an inspection."""

    HELP_TITLE = N_("Inspection")

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in super()._fields()}
        return [
            own[ID],
            Field(ITEMS, "text", N_("items"), required=False),
            Field(ADVICE, "longtext", N_("what the customer is advised to do"), required=False),
            Field(DONE, "bool", N_("the inspection is done"), required=False),
            Field(SIGNED, "id", N_("who signed"), required=False, ref="contact"),
            own[NOTE],
        ]

    @property
    def _done_box(self) -> CheckBox:
        return self.query_one(f"#row-{DONE.replace('_', '-')} CheckBox", CheckBox)

    @property
    def inspection(self) -> str:
        """The id of the inspection."""
        return str(self._preset.get(ID) or "").split(" ", 1)[0]

    def _enter_first(self) -> None:
        """Focus the items, or the inspection if it is still to be chosen."""
        if self.inspection:
            self.items_row.enter()
        else:
            super()._enter_first()

    def on_mount(self) -> None:
        """Read the form."""
        name = self.inspection
        if name:
            self.query_one("#row-id", FieldRow).display = False
            in_background(self, lambda: self._read(name), "form", name=FINDS)

    @on(Input.Changed, "#row-id Input")
    def _named(self, event: Input.Changed) -> None:
        """Read the form of the inspection that is typed or picked; a planned one may have no record."""
        name = event.value.strip().split(" ", 1)[0]
        if name.startswith(_IDS) and name != self.inspection:
            self._preset[ID] = name
            in_background(self, lambda: self._read(name), "form", name=FINDS)

    def _read(self, name: str) -> FormRead:
        with reading(self.session.store) as conn:
            try:
                form = inspection_form(conn, name)
            except NotFound:
                return FormRead(None, ())
            kept = recorded_items(conn, name)
        return FormRead(form, [_state(one["item"], one["last"], kept.get(one["item"].key)) for one in form["items"]])

    def on_form_read(self, read: FormRead) -> None:
        """Show the items and the head."""
        form = read.form
        if form is None:
            return
        head = f"{form['id']}  {form['customer_name']}  {form['site_name']}  " + _("by {day}").format(day=form["due"])
        earlier = ", ".join(f"T-{one['number']:03d}" for one in form["tickets"][:5])
        more = "\n" + _("Tickets of earlier inspections: {tickets}").format(tickets=earlier) if earlier else ""
        self.query_one("#form-help", Label).update(one_line(head) + more)
        self.items_row.offer(ItemStates(list(read.items)), str(self._preset.get(ITEMS) or ""))
        for picker in self.query(f"#row-{SIGNED.replace('_', '-')} RefPicker").results(RefPicker):
            picker.narrow(customer=form["customer"])

    def on_changed(self, _changed: Changed) -> None:
        """Tick "the inspection is done" once every required item is answered."""
        items = self.items_row.items
        self._done_box.value = bool(items.states) and not items.missing
        self.rested()

    def _step(self) -> Step:
        """Return the first action to record, and keep the others for `further_steps`."""
        values = self.fields.values()
        self._rest = self._steps(values)
        if not self._rest:
            raise BadData(N_("Nothing is filled in yet."), field=ITEMS)
        first, *self._rest = self._rest
        return first

    _rest: Sequence[Step] = ()

    def further_steps(self, step: Step) -> Sequence[Step]:  # noqa: ARG002
        """Return the actions that are recorded together with the first one."""
        return self._rest

    def _steps(self, values: dict[str, Any]) -> list[Step]:
        name, note, at = str(values.get(ID) or self.inspection), values.get(NOTE) or "", values.get(WHEN)
        actions: list[tuple[str, dict[str, Any]]] = []
        changed = self._changed_items()
        actions += [("finding", _finding(one)) for one in changed if one.verdict == ABNORMAL]
        if values.get(ADVICE):
            actions.append(("advise", {"area": "usage", "text": values[ADVICE]}))
        if values.get(DONE):
            actions.append(("done", {}))
        if values.get(SIGNED):
            actions.append(("sign", {"by_contact": values[SIGNED]}))
        steps = [
            Step(build(find("inspection", verb), {ID: name, **fields}), None, at, note) for verb, fields in actions
        ]
        if changed:
            sheet = build(find("inspection", "record"), {ID: name})
            rows = tuple(one.as_record() for one in changed)
            steps.insert(0, Step(replace(sheet, file=_FORM, rows=rows), None, at, note))  # type: ignore[call-arg]
        return steps


_FORM = "-"
"""The file name of rows that come from the form."""


def _state(item: Any, last: str | None, kept: dict[str, Any] | None) -> ItemState:
    if kept is None:
        return ItemState(item, last)
    return ItemState(item, last, kept.get("value") or "", kept["verdict"], kept.get("text") or "", is_kept=True)


def _finding(one: ItemState) -> dict[str, Any]:
    """Return the fields of the finding for an abnormal item."""
    words = one.words or one.value
    text = _("{item}: {words}").format(item=one.name, words=words)
    if one.decision == TICKET:
        return {"item": one.item.key, "open_ticket": True, "title": text}
    if one.decision == RECOMMEND:
        return {"item": one.item.key, "recommend": text}
    return {"item": one.item.key, "none": True, "reason": words}
