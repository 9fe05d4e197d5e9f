"""The pane below the fields of a call: the caller's card, the open tickets it may be about, and the promises."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from deskctl.safe_text import one_line
from deskctl.screens.intake.caller_lines import (
    caller_lines,
    open_ticket_line,
    open_ticket_rows,
    promise_lines,
    way_lines,
)
from deskctl.screens.intake.intake_reading import CallerRead, PromisesRead
from deskctl.screens.intake.new_caller import NewCaller, new_caller_lines
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import wrap
from deskctl.widgets.style.times import local

_LEAST, _CURSOR = 20, 2


class CallerPane(Vertical):
    """Shows what is known about the caller."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="beside")
        self._session = session
        self._read = CallerRead(None, "")
        self._promises: PromisesRead | None = None
        self._newcomer: NewCaller | None = None
        self._wrong = ""
        self._tickets: Sequence[tuple[int, str, str]] = ()
        self._is_looked_at = False
        self._ways: Sequence[str] = ()
        self.is_charged = True

    def compose(self) -> ComposeResult:
        """Lay out card, tickets and promises."""
        yield LinePane(id="card")
        yield LineList(self._session.look, id="side")
        yield LinePane(id="promises")

    @property
    def ticket(self) -> int | None:
        """The open ticket at the cursor."""
        return self._tickets[self.query_one(LineList).place][0] if self._tickets else None

    @property
    def chosen_ticket(self) -> int | None:
        """The open ticket that the call is about: the chosen one, else the likeliest, else the only one."""
        listed = self.query_one(LineList)
        is_chosen = listed.has_focus or listed.place > 0 or self._is_looked_at
        is_alike = bool(self._promises and self._promises.alike)
        return self.ticket if is_chosen or is_alike or len(self._tickets) == 1 else None

    def look_at(self) -> None:
        """Treat the ticket at the cursor as chosen."""
        self._is_looked_at = True

    @property
    def tickets(self) -> Sequence[tuple[int, str, str]]:
        """The open tickets: number, title, and why or the status."""
        return self._tickets

    @property
    def today(self) -> str:
        """The day at the desk."""
        return local(self._session.at(), self._session.look.zone).date().isoformat()

    def show(
        self,
        read: CallerRead,
        newcomer: NewCaller | None,
        promises: PromisesRead | None,
        wrong: str = "",
        ways: Sequence[str] = (),
    ) -> None:
        """Show the caller and the promises; an error in the fields replaces the promises."""
        self._read, self._newcomer, self._promises, self._wrong = read, newcomer, promises, wrong
        self._ways = ways
        alike, before = promises.alike if promises else (), self.ticket if self._is_looked_at else None
        self._tickets = open_ticket_rows(read.card, alike)
        if self.content_size.width:
            self._write(len(alike))
        numbers = [number for number, _title, _why in self._tickets]
        if before in numbers:
            self.query_one(LineList).move_to(numbers.index(before))

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(lambda: self.show(self._read, self._newcomer, self._promises, self._wrong, self._ways))

    def _write(self, alike: int) -> None:
        width = max(_LEAST, self.content_size.width)
        self.query_one("#card", LinePane).show(self._card(width))
        listed = self.query_one(LineList)
        listed.show(
            [open_ticket_line(row, width - _CURSOR, is_alike=place < alike) for place, row in enumerate(self._tickets)]
        )
        listed.display = bool(self._tickets)
        self.query_one("#promises", LinePane).show(self._promised(width))

    def _card(self, width: int) -> list[Line]:
        new = list(new_caller_lines(self._newcomer, width)) if self._newcomer else []
        if new and self._read.card is None:
            return new
        at, look = self._session.at(), self._session.look
        known = caller_lines(self._read.card, self._read.on_duty, at, look, width, is_charged=self.is_charged)
        return [*known, *new]

    def _promised(self, width: int) -> list[Line]:
        read = self._promises
        if read is None:
            return []
        if self._wrong:
            return [(Piece(line, "soon"),) for line in wrap(one_line(self._wrong), width)]
        promised = promise_lines(read.clocks, self._session.at(), self._session.look, width)
        return [*promised, *way_lines(self._ways, self._read.card, width)]
