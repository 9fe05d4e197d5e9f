"""The day of an engineer; one key records the next step of a visit, at once if it needs no fields."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import read_time
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.dispatch.visit_move import visited_place
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Performed, Step, notice_text, perform_step, start_step
from deskctl.screens.session.ticker import each_second
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.screens.today.my_day_lines import detail_lines, my_visit_line, title_words
from deskctl.screens.today.my_day_reading import ARRIVE, DEPART, LEAVE, LOG, MyDayRead, MyVisit, read_my_day
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.style.times import MINUTE, local

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = 20
_AT_ONCE = frozenset({DEPART, ARRIVE, LEAVE})
"""The steps that are recorded without a form."""

_OF_A_TICKET, _OF_DOCUMENTS = frozenset({"log", "checklist", "parts", "undo"}), frozenset({"documents", "attach"})
"""The actions that need the ticket of a visit, and those that need at least its customer."""

_BAR = (
    Key("l", keys.LOG.description, "log"), Key("P", keys.DOCUMENTS.description, "documents"),
    Key("+", keys.ATTACH.description, "attach"), Key("L", keys.CHECKLIST.description, "checklist"),
    Key("B", keys.PARTS.description, "parts"),
    Key("u", keys.UNDO.description, "undo"), Key("d", keys.DUE.description, "due"),
    Key("D", keys.VISITS.description, "dispatch"),
    Key("esc", keys.BACK.description, "dismiss", always=True), Key("?", keys.HELP.description, "help", always=True),
)  # fmt: skip


class MyDayScreen(AlertKeys, BaseScreen):
    """Lists the visits of the person at the desk."""

    AUTO_FOCUS = "#rows"
    CSS_PATH = Path(__file__).with_name("my_day.tcss")
    HELP_TITLE = N_("My day")
    OWN_LIST_FIRST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="my-day.back", tooltip=N_("back to where you came from")),
        Binding("greater_than_sign", "settle", N_("Next step"), key_display=">", id="my-day.step",
                tooltip=N_("set out, arrive, log, leave: the next one, now")),
        Binding("at", "settle_at", N_("At a time"), key_display="@", id="my-day.at",
                tooltip=N_("the same at another time, such as 9:40")),
        keys.LOG, keys.UNDO, *keys.OF_DOCUMENTS, keys.DUE, keys.VISITS, keys.CALLBACK, keys.CARD,
        keys.PARKED, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._visits: Sequence[MyVisit] | None = None
        self._minute: Instant = 0
        self._at: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the visits and the details of the chosen one."""
        yield LinePane(id="header")
        yield LineList(self.session.look, id="rows")
        yield LinePane(id="about")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the visits, and again when the store changes and each minute."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        each_second(self, self.session, self._on_tick)
        self._write()
        self.reload()

    def _on_tick(self, at: Instant) -> None:
        if at // MINUTE != self._minute:
            self.reload()

    def reload(self) -> None:
        """Read the visits again."""
        self._minute = self.session.at() // MINUTE
        in_background(self, lambda: read_my_day(self.session), "my day", name=OPENS)

    def on_my_day_read(self, read: MyDayRead) -> None:
        """Show the visits; the cursor goes with the one that was chosen."""
        chosen = self.chosen
        self._visits = read.visits
        self._write()
        alike = [place for place, one in enumerate(read.visits) if chosen and one.is_same(chosen)]
        exact = [place for place in alike if chosen and read.visits[place].visit.id == chosen.visit.id]
        for place in (exact or alike)[:1]:
            self.query_one(LineList).move_to(place)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._write)

    def on_line_list_moved(self) -> None:
        """Show the details of another visit."""
        self._write_about()

    @property
    def chosen(self) -> MyVisit | None:
        """The visit at the cursor."""
        listed = self.query(LineList)
        place = listed.first().place if listed else 0
        return self._visits[place] if self._visits and place < len(self._visits) else None

    @property
    def number(self) -> int | None:
        """The ticket of the chosen visit."""
        return self.chosen.visit.ticket if self.chosen else None

    @property
    def at_cursor(self) -> Place | None:
        """The ticket of the chosen visit, else its customer."""
        return visited_place(self.chosen.visit) if self.chosen else None

    def _write(self) -> None:
        at, look, width = self.session.at(), self.session.look, self.size.width or self.app.size.width
        listed = self.query_one(LineList)
        room = max(_LEAST, listed.line_width - 2)
        visits = self._visits or ()
        self.query_one("#header", LinePane).show(
            [title_line(title_words(visits, at, look), self.session.recorded_as, width)]
        )
        empty = _("No visit of yours today or tomorrow; D shows the week.") if self._visits is not None else ""
        lines = [my_visit_line(one, at, look, room) for one in visits]
        listed.show(lines or [(Piece(empty, "dim"),)], [one.visit.id for one in visits])
        self._write_about()

    def _write_about(self) -> None:
        one, pane = self.chosen, self.query_one("#about", LinePane)
        width = max(_LEAST, pane.line_width)
        at, look = self.session.at(), self.session.look
        pane.show(list(detail_lines(one, at, look, width)) if one else [])
        step = one.next if one else None
        first = [Key(">", operation_name(step.noun, step.verb), "settle", always=True)] if step else []
        first += [Key("@", N_("At a time"), "settle_at")] if step else []
        opened = keys.OPEN.description if self.number is not None else step and operation_name(step.noun, step.verb)
        first += [Key("enter", opened, "enter")] if opened else []
        without = frozenset[str]() if self.number is not None else _OF_A_TICKET
        without |= _OF_DOCUMENTS if self.documents_of is None else frozenset()
        self.query_one(KeyBar).show_keys((*first, *(key for key in _BAR if key.action not in without)), self.size.width)

    def action_enter(self) -> None:
        """Open the ticket of the chosen visit; for a visit without a ticket, the form of its next step."""
        from deskctl.screens.ticket.ticket_screen import TicketScreen

        if self.number is not None:
            self.app.push_screen(TicketScreen(self.session, self.number), lambda _none: self.reload())
        else:
            self.action_settle()

    def on_line_list_selected(self) -> None:
        """Perform the action of Enter."""
        self.action_enter()

    def action_settle(self) -> None:
        """Record the next step of the chosen visit."""
        self._take(None)

    def action_settle_at(self) -> None:
        """Ask for a time, then record the next step of the chosen visit."""
        from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen

        step = self.chosen.next if self.chosen else None
        if step is not None:
            words = _("such as 9:40 or yesterday 23:50")
            self.app.push_screen(TextPromptScreen(operation_name(step.noun, step.verb), words, "", self._take_at))

    def _take_at(self, text: str) -> str:
        """Record the step at a typed time; return the problem, empty if there is none."""
        try:
            at = read_time(text.lstrip("@＠ "), now=self.session.now(), zone=self.session.look.zone_name)
        except DeskError as error:
            return error.text(_)
        if at > self.session.now():
            return _("This is still to come.")
        self.call_later(self._take, at)
        return ""

    def _take(self, at: datetime | None) -> None:
        one = self.chosen
        step = one.next if one else None
        if one is None or step is None:
            return
        if step.number is None or step.verb not in _AT_ONCE:
            when = {} if at is None else {"to" if step.verb == LOG else "at_": at}
            self._open(replace(step, preset={**step.preset, **when}))
            return
        self._at, self._step = at, step
        operation = build(find(step.noun, step.verb), {})
        start_step(self, lambda: perform_step(self.session, Step(operation, step.number, at)))

    _step: PresetOperation | None = None

    def _open(self, step: PresetOperation) -> None:
        form = form_of(self.session, step.noun, step.verb, step.number, step.preset)
        self.app.push_screen(form, self.show_done)

    def on_performed(self, performed: Performed) -> None:
        """Show what was recorded, and how to undo it."""
        step = self._step
        if step is not None:
            at = local(self.session.at(), self.session.look.zone) if self._at is None else self._at
            when = f"{at.astimezone(self.session.look.zone):%H:%M}"
            done = _("{step} {time} recorded; u undoes it").format(step=operation_name(step.noun, step.verb), time=when)
            self.notify(done, timeout=6, markup=False)
        for notice in performed.done.notices:
            self.app.notify(notice_text(notice), severity="warning", timeout=10, markup=False)
        self.reload()

    def on_not_performed(self, _failed: NotPerformed) -> None:
        """Open the form of the step, which shows why it was refused, and the remedy."""
        if self._step is not None:
            step, at = self._step, self._at
            form = form_of(self.session, step.noun, step.verb, step.number, {"at_": at} if at else {})
            self.app.push_screen(form, self.show_done)
            form.call_after_refresh(form.action_save)

    def action_undo(self) -> None:
        """Undo the last step of the chosen ticket."""
        from deskctl.screens.ticket.undo_screen import UndoScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(UndoScreen(self.session, number), lambda _done: self.reload())

    def action_log(self) -> None:
        """Choose another action on the ticket."""
        from deskctl.screens.actions.action_menu_screen import ActionMenuScreen

        if (number := self.chosen_number()) is not None:
            self.app.push_screen(ActionMenuScreen(self.session, (number,)), self._chosen_step)

    def _chosen_step(self, step: tuple[str, str] | None) -> None:
        if step is not None:
            self.action_operate(*step)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
