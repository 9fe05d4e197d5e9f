"""The results of an operation on several tickets: the refused ones first, with the reason."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.queue.bulk import Outcome
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import fit, wrap
from deskctl.widgets.style.look import Look

_TICKET, _LEAST = 9, 20


class OutcomePane(LinePane, can_focus=True):
    """The list of results."""


class BulkResultScreen(DialogScreen[None]):
    """Lists what was recorded and what was refused."""

    CSS_PATH = "../dialogs/help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", N_("Back"), id="outcomes.back"),
    ]

    def __init__(self, look: Look, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self._look = look
        self._outcomes = sorted(outcomes, key=lambda outcome: (outcome.recorded, outcome.number))

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        recorded = sum(outcome.recorded for outcome in self._outcomes)
        with Vertical(id="help") as box:
            box.border_title = _("{n} recorded, {refused} refused").format(
                n=recorded, refused=len(self._outcomes) - recorded
            )
            box.border_subtitle = _("esc: back")
            yield OutcomePane(id="help-lines")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(OutcomePane).focus()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        pane = self.query_one(OutcomePane)
        width = max(_LEAST, pane.line_width)
        pane.show([line for outcome in self._outcomes for line in self._lines(outcome, width)])

    def _lines(self, outcome: Outcome, width: int) -> Iterator[Line]:
        style = "kept" if outcome.recorded else "missed"
        first, *more = wrap(outcome.text, width - _TICKET - 5)
        sign = Piece(f"  {self._look.symbols[style]} ", "good" if outcome.recorded else "missed")
        name = Piece(fit(ticket_name(outcome.number), _TICKET), "strong")
        yield sign, name, Piece(first, "dim" if outcome.recorded else "text")
        yield from ((Piece(" " * (_TICKET + 4)), Piece(line)) for line in more)
