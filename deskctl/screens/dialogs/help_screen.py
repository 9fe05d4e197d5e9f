"""The help: the active keys with explanations; typing filters the list."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from deskctl.language.folding import fold
from deskctl.language.i18n import N_, _
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.dialogs.filter_dialog import FilterDialog
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import fit, wrap

_KEY, _NAME = 16, 16
_MARGIN = 5
"""The cells of the gaps between the columns, and of the scroll bar when the lines do not fit."""
_WIDE, _NARROW_KEY, _LEAST = 70, 11, 12
_SAME_KEY = {"?", "？"}
"""The keys that close the list again, as long as nothing else is typed."""
KeyHelp = tuple[str, str, str]
"""The keys, their name, and what they do."""


class HelpPane(LinePane):
    """The lines of the help."""


class HelpScreen(FilterDialog, DialogScreen[None]):
    """Lists the keys that work on the screen below."""

    AUTO_FOCUS = "#help-filter"
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Back"), id="help.back"),
        Binding("up", "scroll('up')", N_("Up"), show=False, id="help.up"),
        Binding("down", "scroll('down')", N_("Down"), show=False, id="help.down"),
        Binding("pageup", "scroll('page_up')", N_("Page up"), show=False, id="help.page-up"),
        Binding("pagedown", "scroll('page_down')", N_("Page down"), show=False, id="help.page-down"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._title = _(getattr(below, "HELP_TITLE", "") or N_("Keys"))
        self._keys = active_keys(below)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="help") as box:
            box.border_title = self._title
            box.border_subtitle = _("esc: back")
            yield SafeInput(placeholder=_("type to narrow"), id="help-filter", compact=True)
            yield HelpPane(id="help-lines")

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    @on(Input.Changed)
    def _write(self) -> None:
        pane, words = self.query_one(HelpPane), self.query_one(Input).value
        if words in _SAME_KEY:
            self.dismiss()
        shown = [key for key in self._keys if words in key[0].split()]
        shown = shown or [key for key in self._keys if _fits(key, words)]
        pane.show(help_lines(shown, pane.line_width))
        pane.scroll_home(animate=False)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.dismiss()

    def action_scroll(self, way: str) -> None:
        """Scroll the list while typing."""
        getattr(self.query_one(HelpPane), f"scroll_{way}")(animate=False)


def active_keys(screen: Screen[Any]) -> list[KeyHelp]:
    """Return the active keys; those of the focused pane come last."""
    seen: dict[str, list[str]] = {}
    words: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or not binding.description:
            continue
        seen.setdefault(binding.action, []).append(screen.app.get_key_display(binding))
        words[binding.action] = (binding.description, binding.tooltip)
    return [(" ".join(dict.fromkeys(keys)), *words[action]) for action, keys in seen.items()]


def _fits(key: KeyHelp, words: str) -> bool:
    """Return whether the keys, their name or their explanation contain every word."""
    keys, name, explanation = key
    text = fold(" ".join((keys, _(name), _(explanation) if explanation else "")))
    return all(word in text for word in fold(words).split())


def help_lines(keys: Sequence[KeyHelp], width: int) -> list[Line]:
    """Return the lines of the keys; a long name or explanation continues on the next line."""
    return [line for key in keys for line in _lines(*key, width)]


def _lines(keys: str, name: str, explanation: str, width: int) -> Iterator[Line]:
    key = _KEY if width >= _WIDE else _NARROW_KEY
    if width < key + _NAME + _LEAST + _MARGIN:
        yield from _narrow_lines(keys, name, explanation, width)
        return
    names = wrap(_(name), _NAME)
    explained = wrap(_(explanation) if explanation else "", max(_LEAST, width - key - _NAME - _MARGIN))
    for place, (shown, text) in enumerate(zip_longest(names, explained, fillvalue="")):
        yield (
            Piece("  "),
            Piece(fit("" if place else keys, key) + " ", "key"),
            Piece(fit(shown, _NAME) + " ", "strong"),
            Piece(text, "dim"),
        )


def _narrow_lines(keys: str, name: str, explanation: str, width: int) -> Iterator[Line]:
    """Yield the lines of a key with its explanation below its name."""
    room = width - _NARROW_KEY - 3
    texts = [*((part, "strong") for part in wrap(_(name), room)),
             *((part, "dim") for part in wrap(_(explanation) if explanation else "", room) if part)]  # fmt: skip
    for place, (text, style) in enumerate(texts):
        yield Piece("  "), Piece(fit("" if place else keys, _NARROW_KEY) + " ", "key"), Piece(text, style)
