"""The base of screens whose keys perform actions on the chosen ticket."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.names import ticket_name
from deskctl.safe_text import one_line
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.session.clipboard import copy_text
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.store_session import reading
from deskctl.widgets.ticket_pane import TicketPane

if TYPE_CHECKING:
    from deskctl.operations.perform import OperationResult
    from deskctl.screens.actions.remedy_form import RemedyForm
    from deskctl.screens.session.session import Session


@dataclass
class CardOwnerRead(Message):
    """The customer and the contact of a ticket, as far as they are known."""

    customer: str | None
    contact: str | None


@dataclass
class OwnerRead(Message):
    """The owner of a ticket, if it has one."""

    number: int
    owner: str | None


class QuickActionsScreen(BaseScreen):
    """Offers the quick actions: take, log, report, explain, undo, copy."""

    def action_take(self) -> None:
        """Assign the chosen or the marked tickets to the person at the desk."""
        from deskctl.screens.form.form_choice import form_of

        preset = {"to": self.session.actor if self.session.actor in self.session.look.names else None}
        if self.marked:
            self.operate_on_many("ticket", "assign", preset)
            return
        if (number := self.chosen_number()) is not None:
            self.app.push_screen(form_of(self.session, "ticket", "assign", number, preset), self.show_done)
            in_background(self, lambda: _read_owner(self.session, number), "owner")

    def on_owner_read(self, read: OwnerRead) -> None:
        """Show the owner of a ticket that belongs to another person."""
        owner = read.owner
        if owner is not None and owner != self.session.actor:
            who = one_line(self.session.look.names.get(owner, owner))
            text = _("{ticket} is with {who} now.").format(ticket=ticket_name(read.number), who=who)
            self.app.notify(text, severity="warning", markup=False, timeout=6)

    def action_log(self) -> None:
        """Open the menu of actions."""
        from deskctl.screens.actions.action_menu_screen import ActionMenuScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(ActionMenuScreen(self.session, self.marked or (number,)), self.step_chosen)

    def step_chosen(self, step: tuple[str, str] | None) -> None:
        """Open the form or the report for an action of the menu."""
        if step == ("report", "write"):
            self.action_report()
        elif step:
            self.action_operate(*step)

    def show_done(self, done: "OperationResult | RemedyForm | None") -> None:
        """Show what was recorded; open the report if it must be written first."""
        from deskctl.screens.actions.remedy_form import RemedyForm

        if isinstance(done, RemedyForm):
            self.action_report()
        else:
            super().show_done(done)

    def action_report(self) -> None:
        """Write the report of the chosen ticket."""
        from deskctl.screens.report.report_screen import ReportScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(ReportScreen(self.session, number))

    def action_copy(self) -> None:
        """Copy the number of the chosen ticket to the clipboard."""
        if (number := self.chosen_number()) is not None:
            copy_text(self, ticket_name(number), ticket_name(number))

    def action_card(self) -> None:
        """Show the card of the customer of the chosen ticket."""
        if (number := self.chosen_number()) is not None:
            in_background(self, lambda: _read_card_owner(self.session, number), "card", name=OPENS)

    def on_card_owner_read(self, read: CardOwnerRead) -> None:
        """Open the card of the customer, if it is known."""
        from deskctl.screens.records.customer_screen import CustomerScreen

        if read.customer is None:
            self.notify(_("The customer of this ticket is not known yet."), severity="warning")
        else:
            self.app.push_screen(CustomerScreen(self.session, read.customer, person=read.contact))

    def action_explain(self) -> None:
        """Explain the clocks of the chosen ticket."""
        from deskctl.screens.ticket.explain_screen import ExplainScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(ExplainScreen(self.session, number))

    def action_undone(self) -> None:
        """Show the undone actions of the ticket, or hide them again."""
        for pane in self.query(TicketPane):
            pane.action_undone()

    def action_undo(self) -> None:
        """Undo the last action of the chosen ticket."""
        from deskctl.screens.ticket.undo_screen import UndoScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(UndoScreen(self.session, number), self._undone)

    def _undone(self, done: "OperationResult | str | None") -> None:
        """Show what was undone; if nothing can be undone, offer to void the ticket."""
        if isinstance(done, str):
            self.notify(_("Was the ticket opened by mistake? Void it, or esc."), timeout=6)
            self.action_operate("ticket", "void", {"reason": _("opened by mistake")})
        else:
            self.show_done(done)


def _read_owner(session: "Session", number: int) -> OwnerRead:
    from deskctl.queries.tickets.ticket_row import get_ticket

    with reading(session.store) as conn:
        return OwnerRead(number, get_ticket(conn, number).owner)


def _read_card_owner(session: "Session", number: int) -> CardOwnerRead:
    from deskctl.queries.tickets.ticket_row import get_ticket

    with reading(session.store) as conn:
        row = get_ticket(conn, number)
        return CardOwnerRead(row.customer, row.contact)
