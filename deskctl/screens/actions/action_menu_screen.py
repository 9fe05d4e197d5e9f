"""The menu of all actions on a ticket, the allowed ones first; typing filters the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deskctl.language.i18n import N_, _, counted
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_name
from deskctl.operations.rules.advice.available_steps import Step, next_steps
from deskctl.operations.rules.advice.step_search import BY_NAME, rank_of
from deskctl.screens import keys
from deskctl.screens.actions.action_lines import NAME
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.dialogs.filter_dialog import FilterDialog
from deskctl.screens.queue.queue_keys import FOR_MANY
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.style.cells import fit, shorten

_COMMAND, _COMMAND_FROM = 26, 100
_LEAST_HELP, _WIDEST, _EDGES = 10, 108, 6
_ELSEWHERE = "elsewhere"


@dataclass
class StepsRead(Message):
    """The possible actions of a ticket."""

    steps: list[Step]


class ActionMenuScreen(FilterDialog, DialogScreen[tuple[str, str] | None]):
    """Chooses an operation for a ticket."""

    AUTO_FOCUS = "#step-filter"
    CSS_PATH = "action_menu.tcss"
    HELP_TITLE = N_("Actions of a ticket")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.CANCEL,
        Binding("up", "move('cursor_up')", N_("Up"), show=False, id="steps.up"),
        Binding("down", "move('cursor_down')", N_("Down"), show=False, id="steps.down"),
        Binding("pageup", "move('page_up')", N_("Page up"), show=False, id="steps.page-up"),
        Binding("pagedown", "move('page_down')", N_("Page down"), show=False, id="steps.page-down"),
    ]

    def __init__(self, session: Session, numbers: Sequence[int]) -> None:
        super().__init__()
        self.session = session
        self._numbers = numbers
        self._steps: list[Step] = []

    def compose(self) -> ComposeResult:
        """Put the filter above the list."""
        with Vertical(id="steps") as box:
            box.border_title = _("{ticket}: what happened?").format(ticket=self._named())
            self.name_keys(box, _("type to narrow  enter: choose  esc: back"))
            hint = _("call, remote, visit, diagnosis, part ...")
            yield SafeInput(placeholder=hint, id="step-filter", compact=True)
            yield OptionList(id="step-list", markup=False, compact=True)

    def on_mount(self) -> None:
        """Read the possible actions."""
        in_background(self, self._read, "steps", name=FINDS)

    def _named(self) -> str:
        if len(self._numbers) == 1:
            return ticket_name(self._numbers[0])
        return counted("{n} ticket", "{n} tickets", len(self._numbers))

    def _read(self) -> StepsRead:
        with reading(self.session.store) as conn:
            steps = next_steps(conn, self._numbers[0], self.session.at(), self.session.acting)
        if len(self._numbers) > 1:
            steps = [Step(step.noun, step.verb, allowed=True, reason=None) for step in steps if _for_many(step)]
        return StepsRead(steps)

    def on_steps_read(self, read: StepsRead) -> None:
        """Show the actions that match what has been typed."""
        self._steps = read.steps
        self._fill()

    def on_resize(self) -> None:
        """Redraw for the new width; the highlighted action stays."""
        listed = self.query_one(OptionList)
        place = listed.highlighted
        self._fill()
        listed.highlighted = place

    @on(Input.Changed)
    def _fill(self) -> None:
        words = self.query_one(Input).value
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._option(step) for step in _fitting(self._steps, words))
        if words.strip() and self._steps and not listed.option_count:
            listed.add_option(Option(_("No action on this ticket; enter searches all operations."), id=_ELSEWHERE))
        if listed.option_count:
            listed.highlighted = 0

    def _option(self, step: Step) -> Option:
        width = min(_WIDEST, self.size.width) - _EDGES
        command = f" {step.noun} {step.verb}" if width + _EDGES >= _COMMAND_FROM else ""
        space = max(_LEAST_HELP, width - NAME - 1 - (_COMMAND + 1 if command else 0))
        name = fit(operation_name(step.noun, step.verb), NAME)
        explanation = step.reason.text(_) if step.reason else _help_of(step)
        style = "bold" if step.allowed else "dim"
        prompt = Content.assemble(
            (name, style), " ", (fit(shorten(explanation, space), space), "dim"), (command, "dim")
        )
        return Option(prompt, id=f"{step.noun}.{step.verb}")

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._choose_highlighted()

    def _choose_highlighted(self) -> None:
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self._choose(listed.get_option_at_index(listed.highlighted).id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id)

    def _choose(self, name: str | None) -> None:
        if name == _ELSEWHERE:
            below, words = self.app.screen_stack[-2], self.query_one(Input).value
            self.dismiss(None)
            below.call_later(below.find_words, f":{words}")  # type: ignore[attr-defined]
        elif name:
            noun, verb = name.split(".", 1)
            self.dismiss((noun, verb))

    def action_move(self, way: str) -> None:
        """Move in the list while typing."""
        getattr(self.query_one(OptionList), f"action_{way}")()

    def action_cancel(self) -> None:
        """Clear the words; without any, close the menu."""
        self.action_back()


def _for_many(step: Step) -> bool:
    return f"{step.noun}.{step.verb}" in FOR_MANY


def _fitting(steps: Sequence[Step], words: str) -> list[Step]:
    """Return the actions that match the words, the allowed ones first; without words, the most useful first."""
    ranks = [(rank_of(words, f"{step.noun}.{step.verb}") if words.strip() else 0, step) for step in steps]
    fitting = [(rank, step) for rank, step in ranks if rank is not None]
    fitting.sort(key=lambda found: (found[0] > BY_NAME, not found[1].allowed, found[0]))
    return [step for _rank, step in fitting]


def _help_of(step: Step) -> str:
    from deskctl.operations.framework.catalogue import find

    return _(find(step.noun, step.verb).help())
