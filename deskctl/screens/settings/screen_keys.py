"""The keys of every screen: those of its focusable widgets, of the screen, and of the app."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from deskctl.language.i18n import N_

_OURS = "deskctl."
_EDITING = N_("editing text")
_FOCUS = N_("moving to the next field")


@dataclass(frozen=True, slots=True)
class ScreenKeys:
    """A screen: `heads` are its focusable widgets; `writes` is true if text is typed there."""

    heading: str
    named: str
    heads_named: tuple[str, ...] = ()
    writes: bool = False

    @property
    def screen(self) -> type[DOMNode]:
        """The class of the screen."""
        return _loaded(f"screens.{self.named}")

    @property
    def heads(self) -> tuple[type[DOMNode], ...]:
        """The classes of the widgets."""
        return tuple(_loaded(named) for named in self.heads_named)


def _loaded(named: str) -> type[DOMNode]:
    """Return a class by name; imported late, because the screens import this module."""
    module, _colon, name = named.partition(":")
    widget: type[DOMNode] = getattr(import_module(f"{_OURS}{module}"), name)
    return widget


_LINES, _TICKET = "widgets.panes.line_list:LineList", "widgets.ticket_pane:TicketPane"
_INPUT, _AREA = "widgets.inputs.safe_input:SafeInput", "widgets.inputs.safe_area:SafeArea"
_ANSWERS, _CHOICE = "widgets.inputs.answer_buttons:AnswerButtons", "widgets.inputs.choice_line:ChoiceLine"
_PICKER = "screens.form.ref_picker:RefPicker"
_ITEMS = "screens.services.items_row:ItemList"
_FACTS, _ARITHMETIC = "screens.ticket.ticket_screen:FactPane", "screens.ticket.explain_screen:ExplainPane"
PLACES = (
    ScreenKeys(N_("The queue"), "queue.queue_screen:QueueScreen", ("widgets.panes.queue_table:QueueTable", _TICKET)),
    ScreenKeys(N_("A ticket"), "ticket.ticket_screen:TicketScreen", (_TICKET, _FACTS, _LINES)),
    ScreenKeys(N_("Actions of a ticket"), "actions.action_menu_screen:ActionMenuScreen", (_INPUT,), writes=True),
    ScreenKeys(N_("A form"), "form.form_screen:FormScreen", (_INPUT, _AREA, _CHOICE, _PICKER), writes=True),
    ScreenKeys(
        N_("A new ticket"),
        "intake.intake_screen:IntakeScreen",
        (_INPUT, _AREA, _CHOICE, _PICKER),
        writes=True,
    ),
    ScreenKeys(
        N_("A new ticket"),
        "intake.mail_intake_screen:MailIntakeScreen",
        (_INPUT, _AREA, _CHOICE, _PICKER),
        writes=True,
    ),
    ScreenKeys(N_("Parked"), "form.parked_screen:ParkedScreen", (_LINES,)),
    ScreenKeys(N_("The report"), "report.report_screen:ReportScreen", (_AREA, _TICKET), writes=True),
    ScreenKeys(N_("Public or internal"), "report.visibility_screen:VisibilityScreen", (_LINES,)),
    ScreenKeys(N_("Report preview"), "report.preview_screen:PreviewScreen"),
    ScreenKeys(
        N_("The clocks of a ticket"),
        "ticket.explain_screen:ExplainScreen",
        (_LINES, _ARITHMETIC),
    ),
    ScreenKeys(N_("Undo"), "ticket.undo_screen:UndoScreen", (_INPUT, _ANSWERS), writes=True),
    ScreenKeys(N_("A question"), "dialogs.confirm_screen:ConfirmScreen", (_ANSWERS,)),
    ScreenKeys(N_("Changed meanwhile"), "dialogs.collision_screen:CollisionScreen", (_ANSWERS,)),
    ScreenKeys(N_("Issue the report"), "report.issue_screen:IssueScreen", (_ANSWERS,)),
    ScreenKeys(
        N_("Records"),
        "records.records_screen:RecordsScreen",
        (_LINES, "screens.records.records_screen:DetailPane"),
    ),
    ScreenKeys(N_("The inbox"), "alerts.inbox_screen:InboxScreen", (_LINES,)),
    ScreenKeys(N_("The day"), "today.shift_screen:ShiftScreen", (_LINES,)),
    ScreenKeys(N_("My day"), "today.my_day_screen:MyDayScreen", (_LINES,)),
    ScreenKeys(N_("Dispatch"), "dispatch.week_screen:WeekScreen", ("screens.dispatch.week_grid:WeekGrid", _LINES)),
    ScreenKeys(
        N_("A planned visit"), "dispatch.visit_screen:VisitScreen", (_INPUT, _AREA, _CHOICE, _PICKER), writes=True
    ),
    ScreenKeys(N_("Plan a visit"), "dispatch.plan_screen:PlanScreen", (_INPUT, _AREA, _CHOICE, _PICKER), writes=True),
    ScreenKeys(
        N_("Work on site"),
        "today.work_log_screen:WorkLogScreen",
        (_ITEMS, _INPUT, _AREA, _CHOICE, _PICKER),
        writes=True,
    ),
    ScreenKeys(N_("Parts"), "today.parts_screen:PartsScreen", (_LINES,)),
    ScreenKeys(
        N_("Documents"),
        "documents.documents_screen:DocumentsScreen",
        ("screens.documents.documents_screen:DocumentLines",),
    ),
    ScreenKeys(N_("Document preview"), "documents.sheet_screen:SheetScreen"),
    ScreenKeys(N_("Assign"), "dispatch.assign_screen:AssignScreen", (_INPUT, _CHOICE), writes=True),
    ScreenKeys(N_("Attach"), "documents.attach_screen:AttachScreen", (_INPUT, _CHOICE), writes=True),
    ScreenKeys(
        N_("Inspection"),
        "services.inspection_screen:InspectionScreen",
        (_ITEMS, _INPUT, _AREA, _CHOICE, _PICKER),
        writes=True,
    ),
    ScreenKeys(
        N_("Return visit"),
        "services.return_visit_screen:ReturnVisitScreen",
        (_INPUT, _AREA, _CHOICE, _PICKER),
        writes=True,
    ),
    ScreenKeys(
        N_("Checklist"),
        "services.checklist_screen:ChecklistScreen",
        (_ITEMS, _INPUT, _CHOICE),
        writes=True,
    ),
    ScreenKeys(N_("Back office"), "today.back_office_screen:BackOfficeScreen", (_LINES,)),
    ScreenKeys(N_("Due"), "today.due_screen:DueScreen", (_LINES,)),
    ScreenKeys(N_("Find"), "find.find_screen:FindScreen", (_INPUT,), writes=True),
    ScreenKeys(N_("A customer"), "records.customer_screen:CustomerScreen", (_LINES,)),
    ScreenKeys(N_("A record"), "records.record_screen:RecordScreen"),
    ScreenKeys(N_("Peek"), "records.peek_screen:PeekScreen", (_TICKET,)),
    ScreenKeys(N_("The board"), "board.board_screen:BoardScreen"),
    ScreenKeys(N_("Settings"), "settings.settings_screen:SettingsScreen", ("widgets.panes.setting_list:SettingList",)),
    ScreenKeys(N_("Saved queues"), "queue.saved_queues_screen:SavedQueuesScreen", (_LINES,)),
    ScreenKeys(N_("A choice"), "dialogs.pick_screen:PickScreen", (_LINES,)),
    ScreenKeys(N_("A line to fill in"), "dialogs.text_prompt_screen:TextPromptScreen", (_INPUT, _PICKER), writes=True),
    ScreenKeys(N_("Insert a text"), "dialogs.insert_text_screen:InsertTextScreen", (_INPUT,), writes=True),
    ScreenKeys(N_("A new password"), "dialogs.password_screen:PasswordScreen"),
    ScreenKeys(N_("Keys"), "dialogs.help_screen:HelpScreen", (_INPUT,), writes=True),
    ScreenKeys(N_("The results of the marked tickets"), "queue.bulk_result_screen:BulkResultScreen", (_LINES,)),
)
"""All screens, in the order in which a new user meets them."""


@dataclass(frozen=True, slots=True)
class BoundAction:
    """An action with its keys, unchangeable without an id. `typed` is true if text is typed where it works."""

    id: str
    keys: tuple[str, ...]
    action: str
    name: str
    tooltip: str
    typed: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """The identity of the action: its id, else its name."""
        return self.id, "" if self.id else self.action


def layers(place: ScreenKeys) -> Iterator[tuple[BoundAction, ...]]:
    """Yield the keys that work at the same time: those of one focused widget, of the screen, and of the app."""
    below = (*_bound(place.screen, typed=place.writes), *_of_app())
    for head in place.heads or (None,):
        yield (*(_bound(head) if head else ()), *below)


def own_keys(place: ScreenKeys) -> list[BoundAction]:
    """Return the keys with an id of a screen: its own, then those of its widgets."""
    by_id: dict[str, BoundAction] = {}
    for layer in (_bound(place.screen, typed=place.writes), *map(_bound, place.heads)):
        for bound in layer:
            if bound.id:
                by_id.setdefault(bound.id, bound)
    return list(by_id.values())


@cache
def movable() -> dict[str, BoundAction]:
    """Return every action with an id; it is `typed` if text is typed on any of its screens."""
    by_id: dict[str, BoundAction] = {}
    for place in PLACES:
        for bound in own_keys(place):
            if bound.id not in by_id or bound.typed:
                by_id[bound.id] = bound
    return by_id


@cache
def _bound(owner: type[DOMNode], *, typed: bool = False) -> tuple[BoundAction, ...]:
    """Return the bindings of a class and its bases, the nearest first."""
    used_keys: set[str] = set()
    bounds: list[BoundAction] = []
    for base in owner.__mro__:
        ours = base.__module__.startswith(_OURS)
        bindings = list(Binding.make_bindings(vars(base).get("BINDINGS", ())))
        bounds += [_of(one, bindings, ours=ours, typed=typed and ours) for one in bindings if one.key not in used_keys]
        used_keys.update(binding.key for binding in bindings)
        if not vars(base).get("_inherit_bindings", True):
            break
    return tuple(dict.fromkeys(bounds))


def _of(binding: Binding, bindings: list[Binding], *, ours: bool, typed: bool) -> BoundAction:
    name = binding.description if ours else _FOCUS if binding.action.startswith("app.focus") else _EDITING
    if not (ours and binding.id):
        return BoundAction("", (binding.key,), binding.action, name, "", typed)
    keys = tuple(other.key for other in bindings if other.id == binding.id)
    return BoundAction(binding.id, keys, binding.action, name, str(binding.tooltip or ""), typed)


@cache
def _of_app() -> tuple[BoundAction, ...]:
    palette = BoundAction("", (App.COMMAND_PALETTE_BINDING,), "command_palette", N_("Find"), "")
    return (*(_app_key(binding) for binding in Binding.make_bindings(App.BINDINGS)), palette)


def _app_key(binding: Any) -> BoundAction:
    return BoundAction("", (binding.key,), binding.action, N_("leave the console"), "")
