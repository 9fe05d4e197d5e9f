"""The question at the first start, when there is no desk yet: the demo, the wizard or an empty desk."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.filter import LineFilter

from deskctl.config.store_address import redacted
from deskctl.console.terminal.ascii_symbols import PlainSignsFilter, has_plain_signs
from deskctl.console.theme import FIRST, THEMES, colours_of
from deskctl.language.i18n import N_, _
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import wrap
from deskctl.widgets.style.look import Look

DEMO, SET_UP, EMPTY = "demo", "set_up", "empty"
_CHOICES = (
    (DEMO, N_("Look around the demo desk, all of it invented")),
    (SET_UP, N_("Set up a desk of my own, page by page")),
    (EMPTY, N_("Begin with an empty desk of my own")),
)
_LEAST = 20
_RULER = "▲◆●○│─█▲◆●○│─█ |"
_MEASURE = "012345678901234|"
"""Fifteen cells; the bars of the two lines align only in a terminal that draws the symbols one cell wide."""


class FirstRun(App[str]):
    """Asks which desk to open; quitting returns None."""

    TITLE = "deskctl"
    CSS = """
    Screen { align: center middle; }
    #first { width: 84; max-width: 100%; height: auto; border: round $primary; padding: 1 2; background: $surface;
             border-title-color: $primary; border-title-style: bold; border-subtitle-color: $quiet; }
    #question { height: auto; background: $surface; margin: 0 0 1 0; }
    #choices { height: 3; background: $surface; }
    #ruler { height: auto; background: $surface; margin: 1 0 0 0; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "quit", N_("Quit"), id="first.quit"),
        Binding("p", "plain", N_("Plain symbols"), id="first.plain"),
    ]

    def __init__(self, store: str) -> None:
        super().__init__()
        self._store = store
        self._is_plain = has_plain_signs()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = FIRST

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme."""
        self.theme_variables = colours_of(self.current_theme)
        return self.theme_variables

    def compose(self) -> ComposeResult:
        """Lay out the question and the choices."""
        with Vertical(id="first") as box:
            box.border_title = "deskctl"
            box.border_subtitle = _("enter: choose, q: quit")
            yield LinePane(id="question")
            yield LineList(Look(), id="choices")
            yield LinePane(id="ruler")

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        pane, choices = self.query_one("#question", LinePane), self.query_one(LineList)
        text = _("There is no desk at {path} yet.").format(path=redacted(self._store))
        pane.show([(Piece(line, "strong"),) for line in wrap(text, max(_LEAST, pane.size.width))])
        choices.show([(Piece(_(words)),) for _name, words in _CHOICES])
        choices.focus()
        self.query_one("#ruler", LinePane).show(self._ruler(max(_LEAST, pane.size.width)))

    def _ruler(self, width: int) -> list[Line]:
        """Return two lines that end in the same cell if the terminal draws symbols one cell wide, and a hint."""
        if self._is_plain:
            lines = wrap(_("Plain symbols are used; the settings can undo this."), width)
        else:
            hint = _("If the two bars at the right are not aligned: p for plain symbols.")
            lines = [_MEASURE, _RULER, *wrap(hint, width)]
        return [(Piece(line, "dim"),) for line in lines]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the filter for plain symbols if they are chosen."""
        return [*super().get_line_filters(), *((PlainSignsFilter(),) if self._is_plain else ())]

    def action_plain(self) -> None:
        """Switch to plain symbols."""
        from deskctl.config.edit import set_value

        set_value("console.signs", "plain")
        self._is_plain = True
        for pane in self.query(LinePane):
            pane.notify_style_update()
        self._write()
        self.refresh(layout=True)

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Return the choice."""
        self.exit(_CHOICES[selected.place][0])
