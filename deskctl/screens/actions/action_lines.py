"""The line of a possible action: its name, and its help or the reason of its refusal."""

from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.catalogue import find
from deskctl.operations.rules.advice.available_steps import Step
from deskctl.safe_text import visible
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten

NAME = 22
"""The width of the name in cells."""


def action_line(step: Step, width: int) -> Line:
    """Return the line of an action; a refused one is dimmed and shows the reason."""
    explanation = (
        visible(step.reason.text(_)).replace("\n", " ") if step.reason else _(find(step.noun, step.verb).help())
    )
    name = Piece(fit(operation_name(step.noun, step.verb), NAME) + " ", "strong" if step.allowed else "idle")
    return name, Piece(shorten(explanation, max(4, width - NAME - 1)), "dim" if step.allowed else "idle")
