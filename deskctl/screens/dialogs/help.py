"""The keys of what has the focus, with what each does."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from deskctl.language.i18n import N_, _
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece
from deskctl.widgets.style.cells import fit, wrap

_KEY, _NAME, _MARGIN = 16, 16, 5
_WIDE, _NARROW_KEY, _LEAST = 70, 11, 12
_SCROLLBAR = 2
"""The cells that the bar takes once the lines do not fit."""
Told = tuple[str, str, str]
"""The keys, their name, and what they do."""


class HelpPane(LinePane, can_focus=True):
    """The lines of the help; they scroll."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work on the screen below."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", N_("Back"), id="help.back"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._title = _(getattr(below, "HELP_TITLE", "") or N_("Keys"))
        self._given = given_keys(below)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="help") as box:
            box.border_title = self._title
            box.border_subtitle = _("esc: back")
            yield HelpPane(id="help-lines")

    def on_mount(self) -> None:
        """Begin at the list."""
        self.query_one(HelpPane).focus()

    def on_resize(self) -> None:
        """Write for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        pane = self.query_one(HelpPane)
        pane.show(help_lines(self._given, pane.scrollable_content_region.width - _SCROLLBAR))


def given_keys(screen: Screen[Any]) -> list[Told]:
    """Return the keys that work where the focus is, those of the focused pane last."""
    seen: dict[str, list[str]] = {}
    words: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or not binding.description:
            continue
        seen.setdefault(binding.action, []).append(screen.app.get_key_display(binding))
        words[binding.action] = (binding.description, binding.tooltip)
    return [(" ".join(dict.fromkeys(keys)), *words[action]) for action, keys in seen.items()]


def help_lines(keys: Sequence[Told], width: int) -> list[Line]:
    """Return the lines of the keys; what a key does goes on below where it needs more room."""
    return [line for given in keys for line in _lines(*given, width)]


def _lines(keys: str, name: str, given: str, width: int) -> Iterator[Line]:
    key = _KEY if width >= _WIDE else _NARROW_KEY
    first, *more = wrap(_(given) if given else "", max(_LEAST, width - key - _NAME - _MARGIN))
    yield (
        Piece("  "),
        Piece(fit(keys, key) + " ", "key"),
        Piece(fit(_(name), _NAME) + " ", "strong"),
        Piece(first, "dim"),
    )
    yield from ((Piece(" " * (key + _NAME + 4)), Piece(line, "dim")) for line in more)
