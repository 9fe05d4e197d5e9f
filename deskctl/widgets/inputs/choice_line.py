"""A choice among a few words by arrow keys or first letters; shows all on one line if they fit, else one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskctl.language.i18n import N_, _
from deskctl.language.initials import initials
from deskctl.safe_text import visible
from deskctl.widgets.panes.line_cache import CachedLines
from deskctl.widgets.panes.line_pane import Line, PaintedView, Piece

_PAUSE = 1.5  # seconds
"""After a longer pause, letters begin a new word."""
_SHOWN = 20


def chip(label: str, *, chosen: bool) -> str:
    """Return the text of a choice; brackets mark the chosen one, so that colour is not needed."""
    return f"[{label}]" if chosen else f" {label} "


class ChoiceLine(PaintedView, CachedLines, ScrollView, can_focus=True):
    """A line of choices of which at most one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", N_("Next"), show=False, id="choice.next"),
        Binding("left", "step(-1)", N_("Previous"), show=False, id="choice.previous"),
        Binding("delete,backspace", "clear", N_("None"), show=False, id="choice.none"),
    ]
    DEFAULT_CSS = """
    ChoiceLine { height: 1; background: $field; padding: 0 1; overflow: hidden hidden; }
    ChoiceLine:focus { background: $field-focus; }
    """

    is_edited = False
    """True once somebody has chosen something here, or taken the choice away."""

    @dataclass
    class Changed(Message):
        """Another choice was made."""

        value: str

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._options = options
        self._place = next((place for place, (code, _word) in enumerate(options) if code == value), -1)

    @property
    def value(self) -> str:
        """The chosen code; empty if nothing is chosen."""
        return self._options[self._place][0] if self._place >= 0 else ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """The codes to choose from, each with its words."""
        return list(self._options)

    @property
    def codes(self) -> list[str]:
        """The codes to choose from."""
        return [code for code, _word in self._options]

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the choices; keep the chosen one if it is among them, and choose a single one."""
        before = self.value
        self._options, self._place = options, -1
        self.refresh()
        self.choose(options[0][0] if len(options) == 1 else before)

    def choose(self, value: str) -> None:
        """Choose a code; an unknown code chooses nothing."""
        self._move_to(next((place for place, (code, _word) in enumerate(self._options) if code == value), -1))

    def _move_to(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self.refresh()
            self.post_message(self.Changed(self.value))

    def action_step(self, step: int) -> None:
        """Go to the next or the previous choice."""
        if not self._options:
            return
        self.is_edited = True
        before = self._place if self._place >= 0 or step > 0 else 0
        self._move_to((before + step) % len(self._options))

    def action_clear(self) -> None:
        """Choose nothing."""
        self.is_edited = True
        self._move_to(-1)

    def on_key(self, event: events.Key) -> None:
        """Go to the choice that starts with the typed letters; if there is none, say how to choose."""
        if event.character is None or not event.is_printable:
            return
        goes_on = event.time - self._typed_at < _PAUSE
        self._typed_at = event.time
        if self._type(event.character, self._typed if goes_on else ""):
            event.stop()
        elif event.key not in self.screen.active_bindings:
            event.stop()
            if not (goes_on and self._is_explained):
                self._explain(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Go to the choice that starts with the pasted words."""
        event.stop()
        words = event.text.strip()
        if words and not self._type(words, ""):
            self._explain(words)

    _typed = ""
    _typed_at = 0.0
    _is_explained = False

    def _type(self, letters: str, before: str) -> bool:
        """Choose what starts with the letters after those typed before, else what starts with them alone."""
        following = [*range(self._place + 1, len(self._options)), *range(self._place + 1)]
        going_on = [self._place, *following] if self._place >= 0 else following
        for typed, places in ((before + letters, going_on), (letters, following)):
            matching = next((place for place in places if self._begins(place, typed.casefold())), None)
            if (before or typed == letters) and matching is not None:
                self._typed, self._is_explained, self.is_edited = typed, False, True
                self._move_to(matching)
                return True
        return False

    def _begins(self, place: int, typed: str) -> bool:
        """Return True if a code, its words or their pinyin start with what was typed.

        A number before the words may be left out.
        """
        code, label = (text.casefold() for text in self._options[place])
        words = label.lstrip("0123456789 ")
        return any(text.startswith(typed) for text in (code, label, words, initials(words)))

    def _explain(self, typed: str) -> None:
        self._typed, self._is_explained = "", True
        words = _("No choice starts with {typed}; the arrow keys or first letters choose.")
        self.notify(words.format(typed=visible(typed[:_SHOWN])), timeout=4, markup=False)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        code = event.style.meta.get("go")
        if code:
            self.is_edited = True
            self.choose(code)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the height of one line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Draw the choices."""
        width = self.content_size.width
        return self.strip(self._words(width) if y == 0 else (), width)

    def _words(self, width: int) -> Line:
        if sum(cell_len(label) + 3 for _code, label in self._options) - 1 <= width:
            return tuple(
                Piece(chip(label, chosen=place == self._place), "tab" if place == self._place else "dim", code)
                if piece
                else Piece(" ")
                for place, (code, label) in enumerate(self._options)
                for piece in (True, False)
            )
        here = self._options[self._place] if self._place >= 0 else ("", "-")
        count = f"  {self._place + 1}/{len(self._options)}" if self._options else ""
        return Piece("< ", "key"), Piece(here[1], "strong", here[0]), Piece(" >", "key"), Piece(count, "idle")
