"""The week of dispatch, in which visits are planned, moved, reassigned and dropped."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_number
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.dispatch.unplanned_list import UnplannedList
from deskctl.screens.dispatch.visit_move import visited_place
from deskctl.screens.dispatch.visit_move_keys import VisitMoveKeys, week_bar
from deskctl.screens.dispatch.week_grid import WeekGrid
from deskctl.screens.dispatch.week_lines import GridPosition, about_visit, day_title, week_title, window
from deskctl.screens.dispatch.week_reading import DAYS, Entry, Unplanned, WeekRead, read_week
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.style.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST, _MORNING = 20, 9


class WeekScreen(VisitMoveKeys, AlertKeys, BaseScreen):
    """Shows a week."""

    AUTO_FOCUS = "#week"
    CSS_PATH = Path(__file__).with_name("week.tcss")
    HELP_TITLE = N_("Dispatch")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", N_("Back"), id="week.back", tooltip=N_("back to where you came from")),
        Binding("n", "plan", N_("Plan"), id="week.plan", tooltip=N_("plan a visit at the cursor")),
        Binding("m", "move", N_("Move"), id="week.move", tooltip=N_("move the visit with the arrows")),
        Binding("t", "people", N_("Who goes"), id="week.people", tooltip=N_("who goes on the visit")),
        Binding("delete,backspace", "drop", N_("Drop"), id="week.drop", tooltip=N_("the visit is not made")),
        Binding("less_than_sign", "week(-1)", N_("Previous week"), key_display="<", id="week.before"),
        Binding("greater_than_sign", "week(1)", N_("Next week"), key_display=">", id="week.after"),
        Binding("tab", "turn", N_("Day/week"), id="week.turn", tooltip=N_("one day by the hour, or the whole week")),
        Binding("space", "mark", N_("Mark"), id="week.mark", tooltip=N_("mark visits to move, reassign or drop")),
        Binding("w", "lane", N_("Not planned"), id="week.lane", tooltip=N_("to what is not planned, and back")),
        Binding("at", "at_time", N_("At a time"), key_display="@", id="week.at"),
        Binding("minus", "minutes(-30)", N_("Earlier"), key_display="-", show=False, id="week.earlier"),
        Binding("plus", "minutes(30)", N_("Later"), key_display="+", show=False, id="week.later"),
        Binding("ctrl+o", "save", N_("Save"), show=False, id="week.save"),
        keys.DOCUMENTS, keys.DUE, keys.PARKED, keys.SETTINGS, *PLACE_KEYS, keys.HELP, *ALERT_KEYS,
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        today = session.now().astimezone(session.look.zone).date()
        self.read = WeekRead(today - timedelta(days=today.weekday()))
        self.marks = {}
        self._wanted = self.read.first
        self._is_read = False

    def compose(self) -> ComposeResult:
        """Lay out the week, the visit at the cursor, and what is not planned."""
        yield LinePane(id="header")
        yield WeekGrid(self.session.look, id="week")
        yield LinePane(id="about")
        yield UnplannedList(self.session.look, id="lane")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the week, and again when the store changes."""
        today = self.session.now().astimezone(self.session.look.zone).date()
        self.grid.cursor = GridPosition(0, (today - self.read.first).days, 0)
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self._write()
        self.reload()

    @property
    def grid(self) -> WeekGrid:
        """The grid."""
        return self.query_one(WeekGrid)

    def reload(self) -> None:
        """Read the week again."""
        first = self._wanted
        in_background(self, lambda: read_week(self.session, first), "week", name=OPENS)

    def on_week_read(self, read: WeekRead) -> None:
        """Show the week."""
        self.read, self._is_read = read, True
        self.forget_called_off()
        self._write()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        self.grid.offer(self.read, self.session.now().astimezone(self.session.look.zone).date(), self._is_read)
        lane = self.query_one("#lane", LineList)
        room = max(_LEAST, lane.line_width - 2)
        nothing = (Piece(_("Everything is planned.") if self._is_read else "", "dim"),)
        lane.border_title = _("Not planned {n}").format(n=len(self.read.unplanned))
        lane.show([(Piece(shorten(one.words, room)),) for one in self.read.unplanned] or [nothing])
        self.write_about()

    def _title(self) -> str:
        day = self.read.first + timedelta(days=self.grid.cursor.day)
        title = day_title(day) if self.grid.is_day else week_title(self.read.first)
        return title + ("   " + _("{n} marked").format(n=len(self.marks)) if self.marks else "")

    def write_about(self) -> None:
        """Show the visit at the cursor, or the one being moved."""
        look, whole = self.session.look, self.size.width or self.app.size.width
        entry, moving, width = self.grid.entry, self.moving, max(_LEAST, whole - 2)
        lines = list(about_visit(entry, look, width)) if entry else []
        if moving is not None:
            way = self.way.conflicts if self.way else ()
            late = moving.is_moved and moving.now.start <= self.session.at()
            visit, *why = about_visit(Entry(moving.now, way), look, width)
            past = (Piece(" " + _("! past"), "breached"),) if late else ()
            title = _("Moving: {window}").format(window=window(moving.now, look))
            lines = [(Piece(title, "accent"), *past), *(why or [visit])]
        self.query_one("#header", LinePane).show([title_line(self._title(), self.session.recorded_as, whole)])
        self.query_one("#about", LinePane).show(lines)
        self.query_one(KeyBar).show_keys(week_bar(moves=moving is not None, visit=entry is not None), self.size.width)

    def on_week_grid_moved(self) -> None:
        """Show another visit."""
        self.write_about()

    @property
    def _unplanned(self) -> Unplanned | None:
        """The work at the cursor of the lane, while that has the focus."""
        lane: LineList = self.query_one("#lane", LineList)
        rows: Sequence[Unplanned] = self.read.unplanned
        return rows[lane.place] if lane.has_focus and lane.place < len(rows) else None

    @property
    def number(self) -> int | None:
        """The ticket at the cursor."""
        if not self.query("#lane"):
            return None
        if self._unplanned is not None:
            return self._unplanned.number
        return self.grid.entry.visit.ticket if self.grid.entry else None

    @property
    def at_cursor(self) -> Place | None:
        """The ticket at the cursor, else the customer of the visit."""
        entry = self.grid.entry if self._unplanned is None else None
        return visited_place(entry.visit) if entry else super().at_cursor

    def action_enter(self) -> None:
        """Save a move; else open the ticket at the cursor, or the step that plans the work, or plan a visit."""
        from deskctl.screens.ticket.ticket_screen import TicketScreen

        if self.moving is not None:
            self.action_save()
        elif self.number is not None:
            self.app.push_screen(TicketScreen(self.session, self.number), lambda _none: self.reload())
        elif self._unplanned is not None:
            self._open(self._unplanned.step)
        elif self.grid.entry is None:
            self.action_plan()
        else:
            self.action_people()

    def on_line_list_selected(self) -> None:
        """Perform the action of Enter."""
        self.action_enter()

    def on_week_grid_selected(self) -> None:
        """Perform the action of Enter."""
        self.action_enter()

    def action_plan(self) -> None:
        """Plan the work at the cursor of the lane, else a visit for a ticket, at the spot of the cursor."""
        from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen

        one = self._unplanned
        if one is not None:
            self._open(self._with_place(one.step))
            return
        about = _("Which ticket?")
        self.app.push_screen(
            TextPromptScreen(_("Plan"), about, "", self._plan_for, ref="ticket", store=self.session.store)
        )

    def _plan_for(self, text: str) -> str:
        try:
            number = ticket_number(text.split(" ", 1)[0])
        except DeskError as error:
            return error.text(_)
        self.call_later(self._open, self._with_place(PresetOperation("visit", "plan", number)))
        return ""

    def _with_place(self, step: PresetOperation) -> PresetOperation:
        """Return a step with the day and the engineer of the cursor."""
        day = self.read.first + timedelta(days=self.grid.cursor.day)
        begin = datetime.combine(day, datetime.min.time(), self.session.look.zone).replace(hour=_MORNING)
        now = self.session.now()
        when = begin if begin > now else now + timedelta(hours=1)
        staff = self.grid.engineer
        people: dict[str, object] = {"by": staff} if step.noun == "return-visit" else {"engineers": [staff]}
        if step.verb == "assign":
            return replace(step, preset={**step.preset, "to": [staff] if staff else []})
        return replace(step, preset={**step.preset, "planned_at": when, **(people if staff else {})})

    def _open(self, step: PresetOperation) -> None:
        self.app.push_screen(form_of(self.session, step.noun, step.verb, step.number, step.preset), self.show_done)

    def action_people(self) -> None:
        """Change the engineers of the visit at the cursor, or of all marked ones."""
        entry = self.open_entry
        if entry is not None and self.moving is None:
            name = next(iter(self.marks), entry.visit.id)
            preset = {"id": name, "to": list(entry.visit.engineers)}
            self.record("assign", preset, self.marks or self.seen_with(name))

    def action_drop(self) -> None:
        """Drop the visit at the cursor, or all marked ones."""
        entry = self.open_entry
        if entry is not None and self.moving is None:
            name = next(iter(self.marks), entry.visit.id)
            self.record("drop", {"id": name}, self.marks or self.seen_with(name))

    def action_turn(self) -> None:
        """Show the day of the cursor by the hour, or the whole week again."""
        self.grid.is_day = not self.grid.is_day
        self.grid.cursor = GridPosition(self.grid.cursor.row, self.grid.cursor.day)
        self.grid.redraw()
        self.write_about()

    def action_lane(self) -> None:
        """Focus the lane of unplanned work, or the week."""
        lane = self.query_one("#lane", LineList)
        (self.grid if lane.has_focus else lane).focus()

    def on_week_grid_left(self) -> None:
        """Focus the lane of unplanned work."""
        if self.read.unplanned:
            self.query_one("#lane", LineList).focus()

    def action_week(self, weeks: int) -> None:
        """Show the week before or after, moving the visit that is being moved."""
        if self.moving is not None:
            self._show_moving(self.moving.by_days(DAYS * weeks, self.session))
            return
        self._show_week(self._wanted + timedelta(days=DAYS * weeks), 0)

    def turn_to(self, day: date) -> None:
        """Show the week of a day."""
        first = day - timedelta(days=day.weekday())
        if first != self._wanted:
            self._show_week(first, (day - first).days)

    def _show_week(self, first: date, day: int) -> None:
        self._wanted = first
        self.read = WeekRead(first, self.read.engineers)
        self._is_read = False
        self.grid.cursor = GridPosition(self.grid.cursor.row, day)
        self._write()
        self.reload()

    def action_back(self) -> None:
        """Cancel a move, else remove the marks, else close the screen."""
        if self.moving is not None:
            self.end_moving()
        elif self.marks:
            self.marks.clear()
            self.show_marks()
        else:
            self.dismiss(None)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
