"""A possible next step as a line: what it is called, and what it does or what stands against it."""

from deskctl.language.i18n import _
from deskctl.language.words.steps import step_word
from deskctl.operations.framework.catalogue import find
from deskctl.operations.rules.available_steps import Step
from deskctl.safe import visible
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten

NAME = 22
"""The cells that the name of a step takes."""


def step_line(step: Step, width: int) -> Line:
    """Return the line of a step; a refused one is quiet and says why."""
    given = visible(step.reason.text(_)).replace("\n", " ") if step.reason else _(find(step.noun, step.verb).help())
    name = Piece(fit(step_word(step.noun, step.verb), NAME) + " ", "strong" if step.allowed else "idle")
    return name, Piece(shorten(given, max(4, width - NAME - 1)), "dim" if step.allowed else "idle")
