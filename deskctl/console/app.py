"""The console app: one timer, one pinned connection to hear of others' changes, and the screens above."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import Screen
from textual.signal import Signal

from deskctl import clock
from deskctl.console.ansi_diff import thrifty
from deskctl.console.banner import Banners
from deskctl.console.control_char_filter import HarmlessFilter
from deskctl.console.startup_checks import begin, options
from deskctl.console.store_watch import StoreWatch
from deskctl.console.theme import OTHERS, THEMES, chosen_theme
from deskctl.language.i18n import use_language
from deskctl.queries.search.choices import zone
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.queue.queue_tabs import all_queues
from deskctl.screens.session.animation import animation
from deskctl.screens.session.attention import attention
from deskctl.screens.session.session import Session, seated
from deskctl.sla.facts import Instant, instant
from deskctl.widgets.style.key_words import key_word
from deskctl.widgets.style.look import Look, symbols_for

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

_BEAT = 1 / 3


def _commands() -> "type[Provider]":
    from deskctl.console.palette import DeskCommands

    return DeskCommands


class DeskApp(App[None]):
    """The support desk in the terminal."""

    TITLE = "deskctl"
    # Textual reads the style of a first screen that is not pushed only from here.
    CSS_PATH = ["app.tcss", "../screens/queue/queue.tcss"]  # noqa: RUF012 - Textual's own form
    COMMANDS = {_commands}  # noqa: RUF012 - Textual's own form
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-middle"), (120, "-wide"), (180, "-beside")]  # noqa: RUF012

    def __init__(
        self, store: str, *, actor: str | None = None, lang: str = "en", now: Callable[[], datetime] = clock.now
    ) -> None:
        use_language(lang)
        super().__init__()
        self._now = now
        self._lang = lang
        self._sieve = HarmlessFilter()
        self._watch = StoreWatch(store)
        self._banners = Banners(self)
        self._second: Instant = 0
        self._at_terminal = False
        self.session = self._new_session(store, actor)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen_theme()
        self.animation_level = animation() or self.animation_level

    def _new_session(self, store: str, actor: str | None) -> Session:
        name = zone(self._watch.conn)
        look = Look(ZoneInfo(name), name, symbols_for(getattr(sys.__stderr__, "encoding", None)))
        ticked: Signal[Instant] = Signal(self, "ticked")
        changed: Signal[None] = Signal(self, "changed")
        person, who, role = seated(self._watch.conn, actor)
        queues, held = all_queues(), options(actor, self._lang)
        return Session(store, person, who, role, self._now, look, ticked, changed, queues, attention(), held)

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the queue."""
        return self._given_its_width(QueueScreen(self.session))

    def push_screen(self, screen: Any, *reported: Any, **how: Any) -> Any:
        """Lay a screen out for its width from the first picture on."""
        return super().push_screen(self._given_its_width(screen), *reported, **how)

    def _given_its_width(self, screen: Screen[Any]) -> Screen[Any]:
        """Return the width of a new screen; Textual does it only after the screen was painted once."""
        _least, name = max(step for step in self.HORIZONTAL_BREAKPOINTS if step[0] <= self.size.width)
        return screen.add_class(name, update=False)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours a meaning in foreign themes."""
        return dict(OTHERS)

    def get_key_display(self, binding: Binding) -> str:
        """Call a key as the bars call it."""
        return binding.key_display or key_word(binding.key)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the sieve behind every widget."""
        return [*super().get_line_filters(), self._sieve]

    def _display(self, screen: Screen[Any], renderable: "RenderableType | None") -> None:
        super()._display(screen, thrifty(renderable))

    def action_command_palette(self) -> None:
        """Find what can be done here by a piece of its name."""
        from deskctl.console.palette import open_palette

        open_palette(self)

    def on_mount(self) -> None:
        """Start the beat."""
        self._at_terminal = not self.is_headless and _is_terminal_there()
        self.set_interval(_BEAT, self.beat)
        begin(self, self.session)

    def beat(self) -> None:
        """Tell when another process wrote or the store is gone, and when a second has passed."""
        otherwise = self._watch.look()
        self._banners.show(self._watch.trouble)
        if otherwise:
            self.session.changed.publish(None)
        second = instant(self._now())
        if second != self._second:
            self._second = second
            self.session.ticked.publish(second)
            if self._at_terminal and not _is_terminal_there():
                self.exit()

    def on_unmount(self) -> None:
        """Let the store go."""
        self._watch.close()


def run_console(store: str, actor: str | None, lang: str) -> None:
    """Open the console on a store; `StoreUnusable` where there is none."""
    if not Path(store).exists() and not _made(store, lang):
        return
    DeskApp(store, actor=actor, lang=lang).run()


def _made(store: str, lang: str) -> bool:
    """Ask which desk to begin with; the demo is a desk of its own and takes the place of this call."""
    from deskctl.console.first_run import DEMO, EMPTY, FirstRun
    from deskctl.store.sqlite.create import create_store

    chosen = FirstRun(store).run()
    if chosen == DEMO:
        os.execv(sys.executable, [sys.executable, "-m", "deskctl", "--lang", lang, "demo"])  # noqa: S606 - our own
    return chosen == EMPTY and create_store(store, furnished=True)


def _is_terminal_there() -> bool:
    """Return whether a terminal can be read from: a line that is cut need not be told by a signal."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()
