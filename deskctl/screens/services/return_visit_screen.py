"""The form of a return visit: the contact, changes, the notices handed over, and satisfaction."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.message import Message
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.services.return_visit_form import ReturnVisitForm, return_visit_form
from deskctl.safe_text import one_line
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.store_session import reading
from deskctl.widgets.style.cells import shorten
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

CUSTOMER, WITH, NO_CHANGES = "customer", "with", "no_changes"
CHANGES, ADVISORIES = "changes", "advisories"
_SURROUNDINGS, _DEMANDS, _NOTICE = "surroundings_", "demands_", "notice_"
_KEPT_AS = {_SURROUNDINGS: "environment", _DEMANDS: "demands"}
_SCORES = ("1", "2", "3", "4", "5")
_ORDER = (
    CUSTOMER, WITH, "how", NO_CHANGES, _SURROUNDINGS, _DEMANDS, "score", "product_score", "suggestions", "improvements",
    "not_now", "after_warranty", "adjustments", "tickets", "kind",
)  # fmt: skip
_LONG = 60


@dataclass
class AboutRead(Message):
    """The context of the visit; None if there is no such customer."""

    form: ReturnVisitForm | None


class ReturnVisitScreen(FormScreen):
    """Records a return visit."""

    HELP_TITLE = N_("Return visit")
    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form
    _asked = ""

    def _fields(self) -> list[Field]:
        own = {field.name: field for field in super()._fields()}
        own[_SURROUNDINGS] = Field(_SURROUNDINGS, "text", N_("what changed in their environment"), required=False)
        own[_DEMANDS] = Field(_DEMANDS, "text", N_("what changed in what they need"), required=False)
        for name in ("score", "product_score"):
            own[name] = own[name]._replace(kind="choice", choices=_SCORES)
        others = [field for name, field in own.items() if name not in _ORDER]
        return [*(own[name] for name in _ORDER), *others]

    def _row(self, field: Field) -> FieldRow:
        """Return the row of a field; those of changes and notices are hidden, since separate fields replace them."""
        row = super()._row(field)
        row.display = row.display and field.name not in {CHANGES, ADVISORIES}
        return row

    @property
    def customer(self) -> str:
        """The customer who is visited."""
        row = next((one for one in self.fields.rows if one.field.name == CUSTOMER), None)
        return row.text.strip() if row is not None else ""

    def on_mount(self) -> None:
        """Read the context of the visit."""
        if self._preset.get(CUSTOMER):
            self._ask(str(self._preset[CUSTOMER]).split(" ", 1)[0])

    def on_ref_picker_picked(self, picked: RefPicker.Picked) -> None:
        """Read the context of the visit of another customer."""
        if picked.kind == CUSTOMER:
            self._ask(picked.picked)

    def _ask(self, customer: str) -> None:
        if customer and customer != self._asked:
            self._asked = customer
            in_background(self, lambda: self._read(customer), "about", name=FINDS)

    def _read(self, customer: str) -> AboutRead:
        at, zone = self.session.at(), cast("ZoneInfo", self.session.look.zone)
        with reading(self.session.store) as conn:
            rule = DueInputs(conn, at, zone).rules["return_visit"]
            return AboutRead(return_visit_form(conn, customer, at, zone, rule))

    async def on_about_read(self, read: AboutRead) -> None:
        """Show the last visit, when the next one is due, and the notices to hand over."""
        form = read.form
        if form is None or form.customer != self._asked:
            return
        for picker in self.query(RefPicker).results(RefPicker):
            if picker.parent is not None and getattr(picker.parent, "id", "") == f"row-{WITH}":
                picker.narrow(customer=form.customer)
        self.query_one("#form-help", Label).update("\n".join(self._head(form)))
        await self._offer_notices(form)

    def _head(self, form: ReturnVisitForm) -> list[str]:
        lines = [one_line(form.name) + "   " + _("the next one by {day}").format(day=form.next_on.isoformat())]
        if form.last is not None:
            name, at, score = form.last
            when = short_time(at, self.session.at(), self.session.look.zone)
            lines.append(_("Last time {id}, {time}, score {score}").format(id=name, time=when, score=score or "-"))
        if form.improvements:
            names = "  ".join(shorten(one_line(f"{key} {text}"), _LONG) for key, text in form.improvements[:3])
            lines.append(_("Open improvements: {names}").format(names=names))
        return lines

    async def _offer_notices(self, form: ReturnVisitForm) -> None:
        """Add a checkbox for each notice: whether it was handed over."""
        await self.query(".notice").remove()
        kept = [row for row in self.fields.rows if not row.field.name.startswith(_NOTICE)]
        texts = self._preset
        made = []
        for key, text in form.notices:
            words = _("handed over: {notice}").format(notice=shorten(one_line(f"{key} {text}"), _LONG))
            field = Field(f"{_NOTICE}{key}", "bool", words, required=False)
            row = FieldRow(field, str(texts.get(field.name) or ""), self.session.store, label=words)
            made.append(row)
            row.add_class("notice")
        self.fields.rows = [*kept, *made]
        if made:
            await self.fields.mount(*made, after=f"#row-{_DEMANDS.replace('_', '-')}")

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        changes = [f"{word}: {values.pop(name)}" for name, word in _KEPT_AS.items() if values.get(name)]
        notices = [name.removeprefix(_NOTICE) for name in values if name.startswith(_NOTICE) and values[name]]
        kept = {name: value for name, value in values.items() if not name.startswith(_NOTICE) and name not in _KEPT_AS}
        for name in ("score", "product_score"):
            if kept.get(name):
                kept[name] = int(kept[name])
        for name, more in ((CHANGES, changes), (ADVISORIES, notices)):
            if more:
                kept[name] = [*(kept.get(name) or ()), *more]
        return kept
