"""Makes the week move visits: arrows take a copy along, a time is typed, ctrl+o records where it is then."""

from typing import TYPE_CHECKING, Any

from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.language.time_words.times import read_time
from deskctl.screens.dispatch.week_move import Moving, WayRead, read_way
from deskctl.screens.session.jobs import in_background
from deskctl.sla.facts import instant, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.screens.dispatch.week_grid import WeekGrid
    from deskctl.screens.dispatch.week_reading import WeekRead
    from deskctl.screens.ticket.ticket_screen import TicketScreen as _Base
else:
    _Base = object


class WeekMoving(_Base):
    """Holds the visit that is taken along."""

    moving: Moving | None = None
    way: WayRead | None = None
    read: "WeekRead"

    if TYPE_CHECKING:

        @property
        def grid(self) -> WeekGrid:
            """The grid."""

        def write_about(self) -> None:
            """Show the visit that is taken along."""

    def on_week_grid_pushed(self, pushed: "WeekGrid.Pushed") -> None:
        """Move the copy of the visit that is being moved."""
        if self.moving is None:
            return
        if pushed.days:
            self._show_moving(self.moving.by_days(pushed.days, self.session))
        elif pushed.before and pushed.engineer:
            self._show_moving(self.moving.given_to(pushed.before, pushed.engineer))

    def _show_moving(self, moving: Moving) -> None:
        self.moving = moving
        self.write_about()
        in_background(self, lambda: read_way(self.session, moving.now), "way", rest=0.05)

    def on_way_read(self, read: WayRead) -> None:
        """Show what stands in the way of the copy."""
        self.way = read
        self.write_about()

    def action_move(self) -> None:
        """Take the visit at the cursor along with the arrows."""
        entry = self.grid.entry
        if entry is None:
            return
        if entry.visit.progress is not None:
            self.notify(_("Somebody has set out already."), severity="warning", timeout=4)
            return
        self.grid.carries = True
        self.way = None
        self._show_moving(Moving(entry.visit, entry.visit, self.read.seqs.get(entry.visit.id, 0)))

    def action_minutes(self, minutes: int) -> None:
        """Move the visit that is taken along by some minutes."""
        if self.moving is not None:
            self._show_moving(self.moving.by_minutes(minutes))

    def action_at_time(self) -> None:
        """Ask to which time the visit is moved."""
        from deskctl.screens.dialogs.text_prompt import TextPrompt

        if self.moving is None:
            self.action_move()
        if self.moving is not None:
            words = _("such as 14:30 or tomorrow 9:00")
            self.app.push_screen(TextPrompt(_("At a time"), words, "", self._take_time))

    def _take_time(self, text: str) -> str:
        """Take a time as it was typed, on the day of the copy if none is named; return what is wrong with it."""
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
        """Record where the visit was moved to: the form asks why."""
        moving = self.moving
        if moving is None:
            return
        if not (moving.is_moved or moving.is_given):
            self.end_moving()
            return
        self.record(moving.preset(), moving.was.id)

    def record(self, preset: "Mapping[str, Any]", visit: str) -> None:
        """Open the form that records it; what somebody else did meanwhile is not overwritten."""
        from deskctl.screens.dispatch.move_form import MoveForm

        seq = self.moving.seq if self.moving else self.read.seqs.get(visit, 0)
        self.app.push_screen(MoveForm(self.session, preset, seq), self._recorded)

    def _recorded(self, done: object) -> None:
        if done is not None:
            self.end_moving()
            self.show_done(done)  # type: ignore[arg-type]

    def end_moving(self) -> None:
        """Leave the visit where it is."""
        self.moving, self.way, self.grid.carries = None, None, False
        self.write_about()


def _is_clock(text: str) -> bool:
    """Return True if a text is an hour alone, such as 14:30."""
    return bool(text) and all(one.isdigit() or one in ":：." for one in text)
