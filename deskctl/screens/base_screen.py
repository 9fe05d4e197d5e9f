"""The base class of screens with a chosen ticket: it performs operations and opens other screens."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from deskctl.language.i18n import _
from deskctl.names import ticket_name
from deskctl.safe_text import one_line
from deskctl.screens.documents.new_document import offer_document, take_new_document
from deskctl.screens.find.place_keys import PlaceKeys
from deskctl.screens.kept_layout import KeptLayout
from deskctl.screens.recorded_words import recorded
from deskctl.screens.session.jobs import OPENS, Failed, in_background, notify_error
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_cache import CachedLines
from deskctl.widgets.ticket_pane import TicketPane

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from deskctl.operations.perform import OperationResult
    from deskctl.screens.actions.remedy_form import RemedyForm
    from deskctl.screens.queue.bulk import Outcome
    from deskctl.screens.session.draft_file import Draft
    from deskctl.screens.today.handover import HandOverRead

_ENGINEERS = frozenset({"engineer", "senior_engineer"})
_BACK_OFFICE = "business"
_KNOWN = frozenset({"contact", "part", "loaner"})


class BaseScreen(PlaceKeys, CachedLines, KeptLayout, Screen[Any]):
    """Opens forms for the chosen ticket."""

    session: Session
    ALIKE = True
    OWN_LIST_FIRST = True
    """Whether `d` shows the first screen of the role: the visits of an engineer, the list of the back office."""

    @property
    def number(self) -> int | None:
        """The chosen ticket."""
        return None

    @property
    def marked(self) -> "Sequence[int]":
        """The marked tickets; an operation is then performed on each of them."""
        return ()

    def drop_marks(self, numbers: "Collection[int] | None" = None) -> None:
        """Remove the marks of these tickets, or all marks."""

    @property
    def contact(self) -> str | None:
        """The contact of the chosen ticket."""
        return None

    def reload(self) -> None:
        """Read the shown data again."""

    def action_operate(self, noun: str, verb: str, preset: "Mapping[str, Any] | None" = None) -> None:
        """Open the form of an operation, on the chosen ticket if it needs one."""
        from deskctl.operations.framework.base import fields_of
        from deskctl.operations.framework.catalogue import find
        from deskctl.screens.form.form_choice import form_of

        operation = find(noun, verb)
        if operation.on_ticket and self.marked:
            self.operate_on_many(noun, verb)
            return
        if operation.on_ticket and self.number is None:
            self._ask_for_a_ticket()
            return
        fields = {
            field.name: self._id_at_cursor(field.ref)
            for field in fields_of(operation)
            if field.ref in _KNOWN and operation.on_ticket
        }
        names = {field.name for field in fields_of(operation)}
        fields |= {name: value for name, value in self.fields_at_cursor(noun).items() if name in names}
        form = form_of(self.session, noun, verb, self.number, {**fields, **(preset or {})})
        self.app.push_screen(form, self.show_done)

    def fields_at_cursor(self, noun: str) -> "Mapping[str, Any]":  # noqa: ARG002 - a list of records knows more
        """Return the preset fields of operations of a noun."""
        return {}

    def _id_at_cursor(self, kind: str) -> str | None:
        """Return the id of the contact, part or loaner to preset for an operation on the chosen ticket, if known."""
        if kind == "contact":
            return self.contact
        views = (pane.view for pane in self.query(TicketPane) if pane.view)
        return next((view.last_named(kind) for view in views if view.row.number == self.number), None)

    def operate_on_many(self, noun: str, verb: str, preset: "Mapping[str, Any] | None" = None) -> None:
        """Open the form of an operation for all marked tickets, if it makes sense on many."""
        from deskctl.language.words.operation_names import operation_name
        from deskctl.screens.queue.bulk_screen import BulkScreen
        from deskctl.screens.queue.queue_keys import FOR_MANY

        if f"{noun}.{verb}" not in FOR_MANY:
            text = _("{step} applies to one ticket at a time; esc clears the marks.")
            self.notify(text.format(step=operation_name(noun, verb)), severity="warning", markup=False)
            return
        self.app.push_screen(BulkScreen(self.session, noun, verb, self.marked, preset), self._show_results)

    def _show_results(self, outcomes: "list[Outcome] | None") -> None:
        from deskctl.screens.queue.bulk_result_screen import BulkResultScreen

        if outcomes is not None:
            self.app.push_screen(BulkResultScreen(self.session, outcomes))
            self.drop_marks([one.number for one in outcomes if one.recorded])
            self.reload()

    def action_marks(self) -> None:
        """List the texts of the chosen ticket, to make each public or internal."""
        from deskctl.screens.report.visibility_screen import VisibilityScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(VisibilityScreen(self.session, number), lambda _none: self.reload())

    def action_day(self, tab: str) -> None:
        """Show the day: what happened while the person was away, the calls to make, the visits."""
        from deskctl.screens.today.shift_screen import ShiftScreen

        self.app.push_screen(ShiftScreen(self.session, tab), lambda _none: self.reload())

    def action_dispatch(self) -> None:
        """Show the dispatch of the week."""
        from deskctl.screens.dispatch.week_screen import WeekScreen

        self.app.push_screen(WeekScreen(self.session), lambda _none: self.reload())

    def action_hand_over(self) -> None:
        """Open the form of a hand-over, with the most pressing tickets filled in."""
        from deskctl.screens.today.handover import read_hand_over

        in_background(self, lambda: read_hand_over(self.session), "hand-over", name=OPENS)

    def on_hand_over_read(self, read: "HandOverRead") -> None:
        """Open the form with the most pressing tickets."""
        self._open_form("shift", "hand-over", {"tickets": read.tickets})

    def action_callback(self) -> None:
        """Open the form that promises a call, about the chosen ticket if there is one."""
        self._open_form("callback", "add", {"ticket": ticket_name(self.number)} if self.number is not None else {})

    def _open_form(self, noun: str, verb: str, preset: "Mapping[str, Any]") -> None:
        from deskctl.screens.form.form_choice import form_of

        self.app.push_screen(form_of(self.session, noun, verb, None, preset), self.show_done)

    def action_documents(self) -> None:
        """List the documents and files of the chosen ticket, customer or visit."""
        from deskctl.screens.documents.documents_screen import DocumentsScreen

        owner = take_new_document(self) or self.documents_of
        if owner is None:
            self.notify(_("Choose a ticket or a customer first."), severity="warning")
        else:
            self.app.push_screen(DocumentsScreen(self.session, owner))

    def action_attach(self) -> None:
        """Open the form that adds a file to the chosen ticket or customer."""
        from deskctl.screens.form.form_choice import form_of

        if self.documents_of is None:
            self._ask_for_a_ticket()
        else:
            form = form_of(self.session, "attachment", "add", None, {"ref": self.documents_of})
            self.app.push_screen(form, self.show_done)

    def action_checklist(self) -> None:
        """Open the checklists of the chosen ticket."""
        from deskctl.screens.form.form_choice import form_of

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(form_of(self.session, "checklist", "tick", number), self.show_done)

    def action_parts(self) -> None:
        """List the parts of the chosen ticket and of the stock."""
        from deskctl.screens.today.parts_screen import PartsScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(PartsScreen(self.session, number), lambda _none: self.reload())

    def chosen_number(self) -> int | None:
        """Return the number of the chosen ticket; None, with a notice, if there is none."""
        if self.number is None:
            self._ask_for_a_ticket()
        return self.number

    def _ask_for_a_ticket(self) -> None:
        self.notify(_("Choose a ticket first."), severity="warning")

    @property
    def documents_of(self) -> str | None:
        """The name of the owner of documents and files: the chosen ticket, else the customer at the cursor."""
        if self.number is not None:
            return ticket_name(self.number)
        place = self.at_cursor
        return place.id if place is not None and place.kind == "customer" else None

    def action_due(self) -> None:
        """Show the visits to an engineer, its list to the back office, and what is due to others."""
        from deskctl.screens.today.back_office_screen import BackOfficeScreen
        from deskctl.screens.today.due_screen import DueScreen
        from deskctl.screens.today.my_day_screen import MyDayScreen

        roles = self.session.acting.roles if self.session.acting else frozenset[str]()
        shown: Screen[Any] = DueScreen(self.session)
        if self.OWN_LIST_FIRST and not roles.isdisjoint(_ENGINEERS):
            shown = MyDayScreen(self.session)
        elif self.OWN_LIST_FIRST and roles == {_BACK_OFFICE}:
            shown = BackOfficeScreen(self.session)
        self.app.push_screen(shown, lambda _none: self.reload())

    def action_settings(self) -> None:
        """Open the settings."""
        from deskctl.screens.settings.settings_screen import SettingsScreen

        self.app.push_screen(SettingsScreen(self.session), lambda _none: self.reload())

    def action_parked(self) -> None:
        """List the parked forms."""
        from deskctl.screens.form.parked_screen import ParkedScreen

        self.app.push_screen(ParkedScreen(self.session), self._go_on_with)

    def _go_on_with(self, left: "Draft | None") -> None:
        """Open a parked form again."""
        from deskctl.screens.form.form_choice import form_of
        from deskctl.screens.intake.intake_screen import IntakeScreen
        from deskctl.screens.queue.bulk_screen import BulkScreen
        from deskctl.screens.session.draft_file import INTAKE

        if left is None:
            return
        noun, verb = left.about.split(".", 1)
        if left.about == INTAKE:
            self.app.push_screen(IntakeScreen(self.session, left=left), self.show_opened)
        elif len(left.numbers) > 1:
            self.app.push_screen(BulkScreen(self.session, noun, verb, left.numbers, left=left), self._show_results)
        else:
            number = left.numbers[0] if left.numbers else None
            self.app.push_screen(form_of(self.session, noun, verb, number, left=left), self.show_done)

    def action_help(self) -> None:
        """Show the keys of the focused widget."""
        from deskctl.screens.dialogs.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self.screen))

    def show_opened(self, done: "OperationResult | None") -> None:
        """Choose the new ticket, and show what was recorded."""
        if done is not None and done.ticket is not None:
            self.come_to(done.ticket)
        self.show_done(done)

    def come_to(self, number: int) -> None:
        """Move the cursor to a ticket; screens that list tickets override this."""

    def show_done(self, done: "OperationResult | RemedyForm | None") -> None:
        """Show what was recorded, and read the data again."""
        from deskctl.screens.actions.remedy_form import RemedyForm

        if done is not None and not isinstance(done, RemedyForm):
            self.notify(one_line(recorded(done)), markup=False, timeout=4)
            offer_document(self, done)
            self.reload()

    def on_failed(self, failed: Failed) -> None:
        """Show why something failed."""
        notify_error(self, failed.error)
