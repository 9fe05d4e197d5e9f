"""The form that plans a visit: it shows conflicts during typing, and can add a checklist and parts."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual.message import Message
from textual.widgets import Label

from deskctl.errors import DeskError
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Field, build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.dispatch.conflicts import Conflict
from deskctl.queries.dispatch.plan_warnings import plan_warnings
from deskctl.queries.dispatch.planned_visits import PlannedVisit, travel_minutes_to
from deskctl.queries.services.site_checklists import known_checklists
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.dispatch.visit_screen import refuse_past
from deskctl.screens.dispatch.week_lines import conflict_words
from deskctl.screens.form.field_list import WHEN
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.step_runner import Step
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import instant

_START, _END, _WHO, _SITE, _WAY = "planned_at", "until", "engineers", "site", "travel_minutes"
_AGREED = "agreed_with"
CHECKLIST, TAKE = "checklist_", "parts_"


@dataclass
class WarningsRead(Message):
    """The warnings about the typed visit."""

    found: Sequence[Conflict]


class PlanScreen(FormScreen):
    """Plans a visit."""

    HELP_TITLE = N_("Plan a visit")
    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def _fields(self) -> list[Field]:
        own = super()._fields()
        more = [
            Field(CHECKLIST, "choice", N_("the checklist to tick off there"), required=False, choices=self._lists()),
            Field(TAKE, "id", N_("parts to take along, out of the stock"), required=False, ref="part", many=True),
        ]
        return [*own[:-2], *more, *own[-2:]]

    def _text_of(self, field: Field) -> str:
        """Return the initial text of a field; the customer's agreement is never assumed."""
        if field.name == _AGREED and _AGREED not in self.draft.texts:
            return ""
        return super()._text_of(field)

    def _lists(self) -> tuple[str, ...]:
        with suppress(DeskError), reading(self.session.store) as conn:
            return tuple(name for name, one in known_checklists(conn).items() if "ticket" in one.uses)
        return ()

    def on_mount(self) -> None:
        """Check the initial values for conflicts."""
        self.call_after_refresh(self._look)

    def rested(self) -> None:
        """Check the typed values for conflicts."""
        super().rested()
        self._look()

    def _look(self) -> None:
        values: dict[str, Any] = {}
        for row in self.fields.rows:
            with suppress(DeskError):
                values[row.field.name] = self.fields.value(row)
        number, start = self.number, values.get(_START)
        if number is not None and isinstance(start, datetime):
            in_background(self, lambda: self._read(number, start, values), "warnings")

    def _read(self, number: int, start: datetime, values: dict[str, Any]) -> WarningsRead:
        zone, now = self.session.look.zone, self.session.at()
        at = instant(values[WHEN]) if values.get(WHEN) else now
        with reading(self.session.store) as conn:
            ticket = get_ticket(conn, number)
            site = values.get(_SITE) or ticket.site
            way, end = values.get(_WAY), values.get(_END)
            visit = PlannedVisit(
                "", ticket_name(number), number, ticket.customer, None, site, None, instant(start),
                instant(end) if end else None, tuple(values.get(_WHO) or ()),
                travel_minutes_to(conn, site) if way is None else way, None, confirmed=False,
            )  # fmt: skip
            return WarningsRead(plan_warnings(conn, zone, visit, at, now))

    def on_warnings_read(self, read: WarningsRead) -> None:
        """Show the warnings."""
        words = "\n".join(f"! {conflict_words(one, self.session.look)}" for one in read.found)
        warnings = self.query("#form-warning")
        if warnings:
            warnings.first(Label).update(words)
        elif words:
            self.query_one("#form").mount(Label(words, markup=False, id="form-warning"), after="#form-help")

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        refuse_past(values.get(_START), values.get(WHEN) or self.session.now(), _START)
        self._checklist, self._parts = values.pop(CHECKLIST, None), values.pop(TAKE, ())
        return values

    _checklist: str | None = None
    _parts: Sequence[str] = ()

    def further_steps(self, step: Step) -> Sequence[Step]:
        """Return the actions for the checklist and the parts, recorded in one transaction with the plan."""
        return [*self._with_checklist(step), *(self._taking(part, step) for part in self._parts)]

    def _with_checklist(self, step: Step) -> Iterator[Step]:
        if self._checklist is not None:
            yield Step(build(find("checklist", "attach"), {"template": self._checklist}), self.number, step.at)

    def _taking(self, part: str, step: Step) -> Step:
        values = {"part": part, "qty": 1, "ticket": ticket_name(self.number or 0)}
        return Step(build(find("stock", "issue"), values), None, step.at)
