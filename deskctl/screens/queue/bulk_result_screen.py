"""The results of an operation on several tickets: the refused ones first, with the reason; each opens its ticket."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.find.open_place import TICKET, open_place, peek
from deskctl.screens.queue.bulk import Outcome
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, wrap

_TICKET, _SIGN, _LEAST = 8, 2, 20
_CURSOR = 2


class BulkResultScreen(DialogScreen[None]):
    """Lists what was recorded and what was refused."""

    CSS_PATH = "../dialogs/help.tcss"
    AUTO_FOCUS = "#help-lines"
    HELP_TITLE = N_("Results")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), id="outcomes.back"),
        Binding("p", "peek", N_("Peek"), id="outcomes.peek", tooltip=N_("look at it and stay in the list")),
    ]

    def __init__(self, session: Session, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.session = session
        self._outcomes = sorted(outcomes, key=lambda outcome: (outcome.recorded, outcome.number))
        self._numbers: list[int] = []
        """The ticket of each line."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        recorded = sum(outcome.recorded for outcome in self._outcomes)
        with Vertical(id="help") as box:
            box.border_title = _("{n} recorded, {refused} refused").format(
                n=recorded, refused=len(self._outcomes) - recorded
            )
            self.name_keys(box, _("enter: open  p: peek  esc: back"))
            yield LineList(self.session.look, id="help-lines")

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.line_width - _CURSOR)
        drawn = [(one.number, line) for one in self._outcomes for line in self._lines(one, width)]
        self._numbers = [number for number, _line in drawn]
        listed.show([line for _number, line in drawn], self._numbers)

    def _lines(self, outcome: Outcome, width: int) -> Iterator[Line]:
        style = "kept" if outcome.recorded else "missed"
        first, *more = wrap(outcome.text, width - _SIGN - _TICKET)
        sign = Piece(f"{self.session.look.symbols[style]} ", "good" if outcome.recorded else "missed")
        name = Piece(fit(ticket_name(outcome.number), _TICKET), "strong")
        yield sign, name, Piece(first, "dim" if outcome.recorded else "text")
        yield from ((Piece(" " * (_SIGN + _TICKET)), Piece(line)) for line in more)

    @property
    def _chosen(self) -> Place:
        return Place(TICKET, str(self._numbers[self.query_one(LineList).place]))

    @on(LineList.Selected)
    def _open(self) -> None:
        open_place(self, self.session, self._chosen)

    def action_peek(self) -> None:
        """Show the ticket at the cursor above the list."""
        if self._numbers:
            peek(self, self.session, self._chosen)
