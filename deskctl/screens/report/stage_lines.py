"""The lines of the stages of a report, each done or missing, with the clause."""

from deskctl.language.i18n import _
from deskctl.screens.report.report_text import Stage, stages
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.look import Look


def stage_lines(written: bool, view: TicketView | None, look: Look) -> list[Line]:
    """Return a line for each stage of the report, from writing it to the customer's answer."""
    first = Stage(_("three parts written"), "S5.4-3", done=written)
    return [_line(stage, look) for stage in (first, *stages(view.actions if view else ()))]


def _line(stage: Stage, look: Look) -> Line:
    symbol, style = ("kept", "good") if stage.done else ("paused", "soon")
    words = Piece(_(stage.words), "text" if stage.done else "soon")
    return Piece(f"  {look.symbols[symbol]} ", style), words, Piece(f" {stage.clause} ", "idle")
