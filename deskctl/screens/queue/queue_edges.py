"""The lines around the table of the queue: the header, the tabs with the filter, and the key bar."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.screens.queue.queue_keys import FOR_MANY, queue_bar
from deskctl.screens.queue.queue_reading import AlarmRead, CountsRead, read_alarm, read_counts
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.header import Alarm, header_line
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, spread, width_of
from deskctl.widgets.panes.tabs import QueueTabs, tabs_line
from deskctl.widgets.style.cells import shorten
from deskctl.widgets.style.key_words import present_keys

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session
    from deskctl.sla.facts import Instant
    from deskctl.widgets.panes.queue_table import QueueTable

    class _Base(Screen[None]):
        """The members of the queue screen that this mixin uses."""

        @property
        def table(self) -> QueueTable: ...

        def _show_empty(self, *, empty: bool) -> None: ...
else:
    _Base = object

_SAVE, _MOST, _WIDE = "queue.save", 24, 100
_BREACHING = "breaching"
_MOST_MARKED = 40
"""The most marked tickets whose common actions are read; for more, an impossible action is refused later."""


@dataclass
class PossibleStepsRead(Message):
    """The actions that are possible on all marked tickets."""

    marked: tuple[int, ...]
    steps: frozenset[str]


class QueueEdges(_Base):
    """A mixin that writes the lines above and below the table."""

    session: "Session"
    words: str
    sort: str
    _tab: str
    _counts: Mapping[str, int]
    _alarm: Alarm
    _alarm_at: "Instant" = 0
    _counted_at: int
    _fitting: frozenset[str] = FOR_MANY
    _written_width = 0

    def write_edges(self) -> None:
        """Write the lines above and below the table."""
        width = self._written_width = self.size.width or self.app.size.width
        line = header_line(self.session.recorded_as, self.session.at(), self._alarm, self.session.look, width)
        self.query_one("#header", LinePane).show([line])
        self.query_one(QueueTabs).show([self._tabs(width)])
        self.write_keys()

    def write_keys(self) -> None:
        """Write the keys that matter for the tickets of the queue."""
        empty = not self.table.numbers
        keys = queue_bar(len(self.table.marks), self.sort, self._fitting, empty=empty)
        self.query_one(KeyBar).show_keys(keys, self._written_width)

    def _tabs(self, width: int) -> Line:
        """Return the tabs, the filter with the number of tickets found, and the key that saves it."""
        if not self.words:
            return tabs_line(self.session.queues.tabs, self._tab, self._counts, width)
        count = _("{n} found").format(n=len(self.table.numbers))
        text = f" /{shorten(self.words, _MOST)} {count}"
        key = present_keys(self).get(_SAVE, "")
        save = (Piece(f" {key} ", "key"), Piece(_("save as a queue"), "dim")) if key and width >= _WIDE else ()
        behind = (Piece(text, "accent"), *save)
        space = width - width_of(behind) - 1
        return spread(tabs_line(self.session.queues.tabs, self._tab, self._counts, space), behind, width)

    def on_queue_table_marked(self) -> None:
        """Show how many tickets are marked, and read which actions are possible on all of them."""
        self._fitting, marked = FOR_MANY, self.table.marks
        self.write_edges()
        if 1 < len(marked) <= _MOST_MARKED:
            in_background(self, lambda: _read_fitting(self.session, marked), "fitting")

    async def on_clicked_rows_opened(self) -> None:
        """Open the ticket of a row that was clicked twice."""
        await self.run_action("open")

    async def on_clicked_rows_heading_clicked(self) -> None:
        """Change the order."""
        await self.run_action("sort")

    def on_possible_steps_read(self, read: PossibleStepsRead) -> None:
        """Show only the keys of actions that are possible on all marked tickets."""
        if read.marked == self.table.marks:
            self._fitting = read.steps
            self.write_edges()

    def ask_counts(self) -> None:
        """Count the tickets of all queues."""
        self._counted_at = self.session.at()
        in_background(self, lambda: read_counts(self.session), "counts")

    def ask_alarm(self) -> None:
        """Count what is late or due soon after the first full count; the header then agrees with the alert bar."""
        if self._counted_at:
            self._counted_at = self.session.at()
            in_background(self, lambda: read_alarm(self.session), "alarm")

    def on_counts_read(self, read: CountsRead) -> None:
        """Show new counts, but no older numbers of what is late or due soon than those that are shown."""
        if read.at < self._alarm_at:
            kept = {name: self._counts[name] for name in (_BREACHING,) if name in self._counts}
            self._take_counts({**read.counts, **kept}, self._alarm, self._alarm_at)
        else:
            self._take_counts(read.counts, read.alarm, read.at)
        self._show_empty(empty=not self.table.numbers)

    def on_alarm_read(self, read: AlarmRead) -> None:
        """Show the new counts of what is late or due soon."""
        if read.at >= self._alarm_at:
            self._take_counts({**self._counts, _BREACHING: read.breaching}, read.alarm, read.at)

    def _take_counts(self, counts: Mapping[str, int], alarm: Alarm, at: "Instant") -> None:
        self._counts, self._alarm, self._alarm_at = counts, alarm, at
        self.write_edges()


def _read_fitting(session: "Session", marked: tuple[int, ...]) -> PossibleStepsRead:
    from deskctl.operations.rules.advice.available_steps import next_steps

    steps = FOR_MANY
    with reading(session.store) as conn:
        for number in marked:
            possible = next_steps(conn, number, session.at(), session.acting)
            steps &= {f"{step.noun}.{step.verb}" for step in possible if step.allowed}
    return PossibleStepsRead(marked, steps)
