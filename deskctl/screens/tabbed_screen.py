"""The base class of screens with a list in tabs; each row can open its ticket and the operation that settles it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding

from deskctl.language.i18n import N_
from deskctl.language.words.operation_names import operation_name
from deskctl.screens import keys
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.header import title_line
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, Tab, tabs_line
from deskctl.widgets.style.cells import wrap

BACK_AND_HELP = (
    Key("esc", keys.BACK.description, "dismiss", always=True),
    Key("?", keys.HELP.description, "help", always=True),
)
_LEAST = 20
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class PresetOperation:
    """The operation that settles a row, with the ticket, if any, and preset values."""

    noun: str
    verb: str
    number: int | None = None
    preset: Mapping[str, Any] = field(default_factory=dict)


def tab_keys(screen: str, tabs: Sequence[Tab]) -> list[Binding]:
    """Return the keys 1, 2, 3 ... of the tabs of a screen."""
    return [
        Binding(str(place), f"tab('{tab.name}')", tab.heading, show=False, id=f"{screen}.{tab.name}")
        for place, tab in enumerate(tabs, 1)
    ]


class TabbedScreen(BaseScreen):
    """A screen with a title, tabs, rows and keys."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#rows"
    KEYS: ClassVar[tuple[Key, ...]] = BACK_AND_HELP
    FOR_A_ROW: ClassVar[frozenset[str]] = frozenset()
    """The actions of the bar that need a row."""
    _is_empty = True

    def __init__(self, session: Session, tab: str) -> None:
        super().__init__()
        self.session = session
        self.tab = tab

    def compose(self) -> ComposeResult:
        """Lay out title, tabs, rows and keys."""
        yield LinePane(id="header")
        yield QueueTabs(id="tabs")
        yield LineList(self.session.look, id="rows")
        yield KeyBar(id="keys")

    @property
    def step(self) -> PresetOperation | None:
        """The operation that settles the chosen row."""
        return None

    def write(self) -> None:
        """Draw the rows that were read."""

    def resized(self) -> None:
        """Draw for a new width."""
        self.write()

    @property
    def row_width(self) -> int:
        """The width of a row in cells."""
        return max(_LEAST, self.query_one(LineList).line_width - 2)

    def chosen_of(self, rows: Sequence[_Row]) -> _Row | None:
        """Return the one of the rows that is at the cursor."""
        listed = self.query(LineList)
        place = listed.first().place if listed else 0
        return rows[place] if place < len(rows) else None

    def write_rows(
        self,
        title: str,
        tabs: Sequence[Tab],
        counts: Mapping[str, int],
        rows: Sequence[tuple[Hashable, Line]],
        empty: str,
    ) -> None:
        """Draw the screen: title, tabs with counts, and the rows, each with its id; without rows, the text `empty`."""
        width = self._width
        self.query_one("#header", LinePane).show(
            [title_line(title, self.session.recorded_as, width, self.beside_title)]
        )
        self.query_one(QueueTabs).show([tabs_line(tabs, self.tab, counts, width)])
        self._is_empty = not rows
        lines, ids = [line for _id, line in rows], [(self.tab, one) for one, _line in rows]
        self.query_one(LineList).show(lines or [(Piece(line, "dim"),) for line in wrap(empty, self.row_width)], ids)
        self._write_keys()

    @property
    def beside_title(self) -> Line:
        """The line beside the title."""
        return ()

    @property
    def _width(self) -> int:
        return self.size.width or self.app.size.width

    @property
    def first_keys(self) -> Sequence[Key]:
        """The keys that matter most now."""
        return ()

    def _write_keys(self) -> None:
        step, first = self.step, self.first_keys
        is_first = step is not None and step.verb in {key.action for key in first}
        do = (Key(">", operation_name(step.noun, step.verb), "settle", always=True),) if step and not is_first else ()
        ticket = (Key("enter", N_("Open ticket"), "enter"),) if self.number is not None else ()
        others = [key for key in self.KEYS if not (self._is_empty and key.action in self.FOR_A_ROW)]
        self.query_one(KeyBar).show_keys((*first, *do, *ticket, *others), self._width)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self.resized)

    def on_line_list_moved(self) -> None:
        """Show the key of the operation for the row at the cursor."""
        self._write_keys()

    def on_line_list_selected(self) -> None:
        """Perform the action of Enter."""
        self.action_enter()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)

    def action_tab(self, name: str) -> None:
        """Show another tab."""
        self.tab = name
        self.query_one(LineList).move_to(0)
        self.write()

    def action_enter(self) -> None:
        """Open the ticket of the chosen row, else the operation that settles it."""
        from deskctl.screens.ticket.ticket_screen import TicketScreen

        number = self.number
        if number is None:
            self.action_settle()
        else:
            self.app.push_screen(TicketScreen(self.session, number), lambda _none: self.reload())

    def fields_at_cursor(self, noun: str) -> Mapping[str, Any]:
        """Return the preset values of the chosen row for other operations of the same noun."""
        return self.step.preset if self.step is not None and self.step.noun == noun else {}

    def action_settle(self) -> None:
        """Open the operation that settles the chosen row."""
        if self.step is not None:
            self.open_step(self.step)

    def open_step(self, step: PresetOperation) -> None:
        """Open the form of an operation."""
        from deskctl.screens.form.form_choice import form_of

        form = form_of(self.session, step.noun, step.verb, step.number, step.preset)
        self.app.push_screen(form, self.show_done)
