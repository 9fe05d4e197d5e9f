"""A stage of the report as a line: done or missing, with its clause."""

from deskctl.language.i18n import _
from deskctl.screens.report.report_text import Stage
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.look import Look


def stage_line(stage: Stage, look: Look) -> Line:
    """Return the line of a stage."""
    sign, style = ("kept", "good") if stage.done else ("paused", "soon")
    words = Piece(_(stage.words), "text" if stage.done else "soon")
    return Piece(f"  {look.signs[sign]} ", style), words, Piece(f" {stage.clause} ", "idle")
