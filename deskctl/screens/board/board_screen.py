"""The wall board: the whole desk on one screen without scrolling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from deskctl.language.i18n import N_
from deskctl.queries.month.month_comparison import ClauseRate, compare_months
from deskctl.queries.month.promise_terms import promise_terms
from deskctl.queries.tickets.new_tickets import tickets_by_day
from deskctl.queries.watch.board import Board, board
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.board.board_figures import day_lines, due_line, hour_lines, kept_lines, month_lines, tiles
from deskctl.screens.board.board_people import people_lines, watch_lines
from deskctl.screens.board.promise_words import promise_names
from deskctl.screens.find.place_keys import PLACE_KEYS, PlaceKeys
from deskctl.screens.kept_layout import KeptLayout
from deskctl.screens.session.jobs import Failed, in_background, notify_error
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.screens.session.ticker import each_second
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.header import Alarm, header_line
from deskctl.widgets.panes.key_bar import Key, KeyBar, keys_line
from deskctl.widgets.panes.line_pane import Line, LinePane
from deskctl.widgets.style.times import local

_READ_EVERY, _MONTH_EVERY = 15, 300
_DAYS, _DAYS_FROM, _DAYS_LEAST = 28, 9, 4
_LARGE_FROM = 30
_BAR = (
    Key("esc", keys.BACK.description, "dismiss", always=True),
    Key("?", keys.HELP.description, "help", always=True),
)


@dataclass
class BoardRead(Message):
    """The figures of the desk."""

    board: Board


@dataclass
class MonthsRead(Message):
    """The attainment of two months, and the new tickets of each day."""

    whole: ClauseRate
    clauses: list[ClauseRate]
    days: Sequence[int]


class BoardPane(LinePane):
    """A part of the board."""

    @dataclass
    class Fitted(Message):
        """The size of the part changed."""

    def on_resize(self) -> None:
        """Request a redraw of the board."""
        self.post_message(self.Fitted())


class BoardScreen(PlaceKeys, AlertKeys, KeptLayout, Screen[Any]):
    """Shows the state of the whole desk."""

    CSS_PATH = "board.tcss"
    CUTS_NOTHING = True
    HELP_TITLE = N_("The board")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q", "dismiss", N_("Back"), id="board.back", tooltip=N_("back to where you came from")),
        *PLACE_KEYS,
        keys.HELP,
        *ALERT_KEYS,
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._board: Board | None = None
        self._months: MonthsRead | None = None
        self._read_at: Instant = 0
        self._months_at: Instant = 0
        self._is_to_be_drawn = False

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield from (BoardPane(id=part) for part in ("header", "tiles", "month", "hours"))
        with Horizontal(id="below"):
            yield from (BoardPane(id=part) for part in ("kept", "people", "watch"))
        yield BoardPane(id="due")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the desk now, at intervals, and when the store changes."""
        each_second(self, self.session, self._on_tick)
        self.session.changed.subscribe(self, lambda _none: self._read())
        self._on_tick(self.session.at())

    def _on_tick(self, at: Instant) -> None:
        if at - self._read_at >= _READ_EVERY:
            self._read()
        if at - self._months_at >= _MONTH_EVERY:
            self._months_at = at
            in_background(self, self._read_months, "months")
        self._write()

    def _read(self) -> None:
        self._read_at = self.session.at()
        in_background(self, self._read_board, "board")

    def _read_board(self) -> BoardRead:
        with reading(self.session.store) as conn:
            return BoardRead(board(conn, self.session.look.zone, at=self.session.at()))

    def _read_months(self) -> MonthsRead:
        with reading(self.session.store) as conn:
            at, zone = self.session.at(), self.session.look.zone
            whole, clauses = compare_months(conn, at=at, zone=zone)
            names = promise_names(promise_terms(conn))
            named = [replace(kept, clause=names.get(kept.clause, kept.clause)) for kept in clauses]
            return MonthsRead(whole, named, tickets_by_day(conn, _DAYS, at=at, zone=zone))

    def on_board_read(self, read: BoardRead) -> None:
        """Show the desk."""
        self._board = read.board
        self._write()

    def on_months_read(self, read: MonthsRead) -> None:
        """Show the attainment."""
        self._months = read
        self._write()

    def on_resize(self) -> None:
        """Redraw for the new size; a low screen has no large figures."""
        self.set_class(self.size.height < _LARGE_FROM, "-low")
        self.call_after_refresh(self._write)

    def on_board_pane_fitted(self) -> None:
        """Redraw once after the sizes of the parts changed."""
        if not self._is_to_be_drawn:
            self._is_to_be_drawn = True
            self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        self._is_to_be_drawn = False
        self._write()

    def _write(self) -> None:
        shown = self._board
        if shown is None:
            return
        at, look = self.session.at(), self.session.look
        self.query_one(KeyBar).show([keys_line(_BAR, self.size.width)])
        alarm = Alarm(shown.late, shown.soon)
        self._fill("header", [header_line(self.session.recorded_as, at, alarm, look, self.size.width)])
        self._fill("tiles", tiles(shown, look, *self._space("tiles")))
        self._fill("hours", hour_lines(shown, look, *self._space("hours")))
        self._fill("people", self._people_lines(shown))
        self._fill("due", [due_line(shown, at, look, self.size.width)])
        self._fill("watch", watch_lines(shown, at, look, *self._space("watch")))
        if self._months:
            months = self._months
            self._fill("kept", kept_lines(months.whole, months.clauses, look, *self._space("kept")))
            self._fill("month", month_lines(months.whole, months.clauses, look, self.size.width))

    def _people_lines(self, shown: Board) -> list[Line]:
        look, at, (width, height) = self.session.look, self.session.at(), self._space("people")
        room = height - len(shown.people) - 1
        if self._months is None or height < _DAYS_FROM or room < _DAYS_LEAST:
            return people_lines(shown.people, at, look, width, height)
        days = day_lines(self._months.days, local(at, look.zone).date(), look, width, room)
        return [*people_lines(shown.people, at, look, width, height - len(days)), *days]

    def _space(self, part: str) -> tuple[int, int]:
        size = self.query_one(f"#{part}", LinePane).size
        return max(1, size.width), max(1, size.height)

    def _fill(self, part: str, lines: list[Line]) -> None:
        self.query_one(f"#{part}", LinePane).show(lines)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)

    def action_help(self) -> None:
        """Show the keys."""
        from deskctl.screens.dialogs.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def on_failed(self, failed: Failed) -> None:
        """Show why something could not be read."""
        notify_error(self, failed.error)
