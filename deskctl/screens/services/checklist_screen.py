"""The form of the checklists of a ticket; an abnormal item can become a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Field, build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.services.site_checklists import attached_checklists, known_checklists
from deskctl.queries.ticket.history import actions_in_force, history
from deskctl.queries.tickets.ticket_row import TicketRow, get_ticket
from deskctl.screens.form.field_list import NOTE
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.services.item_states import TICKET, ItemState, ItemStates
from deskctl.screens.services.items_screen import ITEMS, ItemsScreen
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import Step
from deskctl.screens.session.store_session import reading


@dataclass
class ItemsRead(Message):
    """The items of the ticket's checklists; `template` is a list to attach if there are none."""

    items: Sequence[ItemState]
    ticket: TicketRow
    template: str | None


def read_items(session: Session, number: int) -> ItemsRead:
    """Read the items of a ticket's checklists with their recorded values; runs in a thread."""
    with reading(session.store) as conn:
        ticket = get_ticket(conn, number)
        ticked = {
            step.data["item"]: step.data
            for step in actions_in_force(history(conn, number))
            if step.event == "checklist_ticked" and "item" in step.data
        }
        lists = attached_checklists(conn, number)
        items = [ItemState(item, is_kept=item.key in ticked) for one in lists.values() for item in one.items]
        checklists = [name for name, one in known_checklists(conn).items() if "ticket" in one.uses]
    return ItemsRead([_kept(one, ticked.get(one.item.key)) for one in items], ticket, next(iter(checklists), None))


def _kept(one: ItemState, data: Any) -> ItemState:
    if data is None:
        return one
    return ItemState(
        one.item, value=data.get("value") or "", verdict=data.get("verdict") or "", words=data.get("text") or "",
        is_kept=True,
    )  # fmt: skip


class ChecklistScreen(ItemsScreen):
    """Ticks off the items of a ticket."""

    HELP_TITLE = N_("Checklist")
    _ticket: TicketRow | None = None

    def _fields(self) -> list[Field]:
        return [Field(ITEMS, "text", N_("items"), required=False), *self._common()]

    def _enter_first(self) -> None:
        """Focus the items."""
        self.items_row.enter()

    def on_mount(self) -> None:
        """Read the items."""
        number = self.number
        if number is not None:
            in_background(self, lambda: read_items(self.session, number), "items", name=FINDS)

    def on_items_read(self, read: ItemsRead) -> None:
        """Show the items; without a checklist, offer the form that attaches one."""
        self._ticket = read.ticket
        if not read.items:
            self.notify(_("No checklist is attached to this ticket yet."), timeout=5)
            preset = {"template": read.template}
            form = FormScreen(self.session, "checklist", "attach", self.number, preset)
            self.app.push_screen(form, self._attached)
            return
        self.items_row.offer(ItemStates(list(read.items)), str(self._preset.get(ITEMS) or ""))

    def _attached(self, done: object) -> None:
        if done is None:
            self.dismiss(None)
        elif self.number is not None:
            number = self.number
            in_background(self, lambda: read_items(self.session, number), "items", name=FINDS)

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        values.pop(ITEMS, None)
        changed = self._changed_items()
        if not changed:
            raise BadData(N_("Nothing is ticked off yet."), field=ITEMS)
        values.pop(NOTE, None)
        return {**values, **changed[0].as_record()}

    def further_steps(self, step: Step) -> Sequence[Step]:
        """Return the actions of the other items, and the new tickets for abnormal items."""
        return steps_of(self.items_row.items.changed, self._ticket, step)[1:]


def steps_of(changed: Sequence[ItemState], ticket: TicketRow | None, step: Step) -> list[Step]:
    """Return the actions that tick items on a ticket, and the new tickets for abnormal items."""
    number = ticket.number if ticket else step.number
    ticks = [Step(build(find("checklist", "tick"), one.as_record()), number, step.at, step.note) for one in changed]
    return [*ticks, *(_ticket_for(one, ticket, number) for one in changed if one.decision == TICKET)]


def _ticket_for(one: ItemState, row: TicketRow | None, number: int | None) -> Step:
    values: dict[str, Any] = {
        "title": ": ".join(part for part in (one.name, one.words or one.value) if part), "kind": "planned",
        "channel": "internal", "contact": row.contact if row else None, "site": row.site if row else None,
        "customer": row.customer if row and not row.contact else None,
        "description": ticket_name(number) if number is not None else None,
    }  # fmt: skip
    return Step(build(find("ticket", "open"), {key: value for key, value in values.items() if value}), None)
