"""Moving visits in the week: by arrows, by the mouse or to a typed time; ctrl+o records the move."""

from typing import TYPE_CHECKING, Any

from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import read_time
from deskctl.screens import keys
from deskctl.screens.dispatch.visit_move import ConflictsRead, VisitMove, read_conflicts
from deskctl.screens.session.jobs import in_background
from deskctl.sla.facts import instant, moment
from deskctl.widgets.panes.key_bar import Key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deskctl.operations.perform import OperationResult
    from deskctl.screens.actions.remedy_form import RemedyForm
    from deskctl.screens.base_screen import BaseScreen as _Base
    from deskctl.screens.dispatch.week_grid import WeekGrid
    from deskctl.screens.dispatch.week_mouse import Pushed
    from deskctl.screens.dispatch.week_reading import Entry, WeekRead
else:
    _Base = object


_BAR = (
    Key("enter", N_("Open it"), "enter"), Key("n", N_("Plan"), "plan"), Key("w", N_("Not planned"), "lane"),
    Key("m", N_("Move"), "move"), Key("t", N_("Who goes"), "people"), Key("del", N_("Drop"), "drop"),
    Key("tab", N_("Day/week"), "turn"), Key("< >", N_("Week"), "week(1)"), Key("space", N_("Mark"), "mark"),
    Key("esc", keys.BACK.description, "back", always=True), Key("?", keys.HELP.description, "help", always=True),
)  # fmt: skip
_OF_A_VISIT = frozenset({"move", "people", "drop", "mark"})
_MOVING = (
    Key("ctrl+o", keys.SAVE.description, "save", always=True), Key("@", N_("At a time"), "at_time"),
    Key("- +", N_("Half an hour"), "minutes(30)"), Key("esc", N_("Leave it there"), "back", always=True),
)  # fmt: skip


def week_bar(*, moves: bool, visit: bool) -> tuple[Key, ...]:
    """Return the keys of the bar while a visit is moved, else those that fit what is at the cursor of the week."""
    return _MOVING if moves else tuple(key for key in _BAR if visit or key.action not in _OF_A_VISIT)


class VisitMoveKeys(_Base):
    """A mixin for the week that moves visits."""

    moving: VisitMove | None = None
    way: ConflictsRead | None = None
    read: "WeekRead"
    marks: "dict[str, int]"
    """The marked visits, each with its last action when it was marked."""

    if TYPE_CHECKING:

        @property
        def grid(self) -> WeekGrid:
            """The grid."""

        def write_about(self) -> None:
            """Show the visit that is being moved."""

        def turn_to(self, day: date) -> None:
            """Show the week of a day."""

    def on_grabbed(self) -> None:
        """Begin to move the grabbed visit."""
        self.action_move()

    def on_dropped(self) -> None:
        """Record the dropped visit."""
        self.action_save()

    def on_pushed(self, pushed: "Pushed") -> None:
        """Move the copy of the visit that is being moved."""
        moving = self.moving
        if moving is None:
            return
        if pushed.days:
            moving = moving.by_days(pushed.days, self.session)
        if pushed.minutes:
            moving = moving.by_minutes(pushed.minutes)
        if pushed.engineer and self.marks:
            self.notify(_("The marked visits are moved in time only; t changes who goes."), timeout=4)
        elif pushed.engineer:
            moving = moving.given_to(pushed.before, pushed.engineer)
            self.grid.carried_by = pushed.engineer
        self._show_moving(moving)

    def _show_moving(self, moving: VisitMove) -> None:
        self.moving = moving
        day = moment(moving.now.start).astimezone(self.session.look.zone).date()
        self.turn_to(day)
        self.way = ConflictsRead(moving.now, ())
        self.grid.show_copy(self.way, (day - self.read.first).days)
        self.write_about()
        in_background(self, lambda: read_conflicts(self.session, moving.now), "way", delay=0.05)

    def on_conflicts_read(self, read: ConflictsRead) -> None:
        """Show what conflicts with the copy."""
        if self.moving is not None and self.moving.now == read.visit:
            self.way = read
            day = moment(read.visit.start).astimezone(self.session.look.zone).date()
            self.grid.show_copy(read, (day - self.read.first).days)
            self.write_about()

    def action_move(self) -> None:
        """Begin to move the visit at the cursor."""
        entry = self.open_entry
        if entry is None:
            return
        if entry.visit.progress is not None:
            self._show_why_not(entry)
            return
        self.grid.carries = True
        self._show_moving(VisitMove(entry.visit, entry.visit, self.read.seqs.get(entry.visit.id, 0)))

    @property
    def _visit_here(self) -> "Entry | None":
        """The visit at the cursor of the week; a notice says that there is none."""
        if self.grid.entry is None:
            self.notify(_("There is no visit here."), severity="warning", timeout=4)
        return self.grid.entry

    @property
    def open_entry(self) -> "Entry | None":
        """The visit at the cursor of the week, if it can be changed; a notice says why it cannot."""
        entry = self._visit_here
        if entry is None:
            return None
        if self.moving is None and not self.grid.has_focus:
            self.notify(_("Move the cursor up to the visit in the week first."), severity="warning", timeout=4)
        elif not (entry.visit.is_active or self.marks):
            self._show_why_not(entry)
        else:
            return entry
        return None

    def _show_why_not(self, entry: "Entry") -> None:
        text = _("Somebody has set out already.") if entry.visit.is_active else _("This visit is over.")
        self.notify(text, severity="warning", timeout=4)

    def forget_called_off(self) -> None:
        """Remove the marks and the copy of visits that were called off meanwhile, and name those visits."""
        moved = {self.moving.was.id} if self.moving is not None else set()
        gone = self.read.called_off & (self.marks.keys() | moved)
        for name in sorted(gone):
            self.marks.pop(name, None)
            self.notify(_("{visit} was called off.").format(visit=name), severity="warning", timeout=6)
        if gone:
            self.end_moving()

    def action_minutes(self, minutes: int) -> None:
        """Shift the visit that is being moved by some minutes."""
        if self.moving is not None:
            self._show_moving(self.moving.by_minutes(minutes))

    def action_at_time(self) -> None:
        """Ask for the new time of the visit."""
        from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen

        if self.moving is None:
            self.action_move()
        if self.moving is not None:
            words = _("such as 14:30 or tomorrow 9:00")
            self.app.push_screen(TextPromptScreen(_("At a time"), words, "", self._take_time))

    def _take_time(self, text: str) -> str:
        """Move the copy to a typed time, on its own day if none is named; return an error message, or an empty text."""
        if self.moving is None:
            return ""
        zone, day = self.session.look.zone_name, moment(self.moving.now.start)
        typed = text.lstrip("@＠ ")
        try:
            near = read_time(typed, now=self.session.now(), zone=zone)
            same = read_time(typed, now=day, zone=zone) if _is_clock(typed) else near
        except DeskError as error:
            return error.text(_)
        self._show_moving(self.moving.at(instant(same)))
        return ""

    def action_save(self) -> None:
        """Open the form that records the move and asks for a reason."""
        moving = self.moving
        if moving is None:
            return
        if not (moving.is_moved or moving.is_given):
            self.end_moving()
        elif moving.is_moved and moving.now.start <= self.session.at():
            self.notify(_("That time is past; choose a time in the future."), severity="warning", timeout=6)
        else:
            verb = "move" if moving.is_moved else "assign"
            self.record(verb, moving.preset(), {moving.was.id: moving.seq, **self.marks})

    def record(self, verb: str, preset: "Mapping[str, Any]", seen: "Mapping[str, int]") -> None:
        """Open the form for all visits in `seen`; changes by others are not overwritten without asking."""
        from deskctl.screens.dispatch.visit_screen import VisitScreen

        self.app.push_screen(VisitScreen(self.session, "visit", verb, None, preset, seen=seen), self._recorded)

    def _recorded(self, done: object) -> None:
        if done is not None:
            self.marks.clear()
            self.end_moving()
            self.show_done(done)  # type: ignore[arg-type]

    def show_done(self, done: "OperationResult | RemedyForm | None") -> None:
        """Show what was recorded; the cursor follows the visit."""
        self.grid.followed = getattr(done, "record", None) or ""
        super().show_done(done)

    def end_moving(self) -> None:
        """Cancel the move."""
        self.moving, self.way, self.grid.carries = None, None, False
        self.grid.marks = frozenset(self.marks)
        self.grid.show_copy(None, 0)
        self.write_about()

    def action_mark(self) -> None:
        """Mark or unmark the visit at the cursor; t, del and m then apply to all marked visits."""
        entry = self._visit_here if self.moving is None else None
        if entry is None:
            return
        name = entry.visit.id
        if name in self.marks:
            del self.marks[name]
        elif entry.visit.progress is not None:
            self._show_why_not(entry)
        else:
            self.marks[name] = self.read.seqs.get(name, 0)
        self.show_marks()

    def show_marks(self) -> None:
        """Draw the marks."""
        self.grid.marks = frozenset(self.marks)
        self.grid.redraw()
        self.write_about()

    def seen_with(self, name: str) -> dict[str, int]:
        """Return a visit and the marked ones, each with its last action."""
        return {name: self.marks.get(name, self.read.seqs.get(name, 0)), **self.marks}


def _is_clock(text: str) -> bool:
    """Return True if a text is a time without a date, such as 14:30."""
    return bool(text) and all(one.isdigit() or one in ":：." for one in text)
