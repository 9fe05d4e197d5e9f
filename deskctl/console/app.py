"""The console app: one beat, one open connection that detects changes by others, and the stack of screens."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen
from textual.signal import Signal

from deskctl import clock
from deskctl.config.store_address import is_server
from deskctl.console.alerting import AlertMonitor
from deskctl.console.banner import Banners
from deskctl.console.beat import Beat
from deskctl.console.new_screens import NewScreens, with_size_classes
from deskctl.console.presence_updates import PresenceBeat
from deskctl.console.quitting import QuitKeys
from deskctl.console.server_watch import ServerWatch
from deskctl.console.start_summary import NewsRead, StartSummary
from deskctl.console.startup_checks import (
    after_first_picture,
    command_line_settings,
    prepare_terminal,
    run_startup_checks,
)
from deskctl.console.store_watch import StoreWatch
from deskctl.console.stylesheet_cache import CachedStylesheet
from deskctl.console.terminal.ansi_diff import smaller
from deskctl.console.terminal.ascii_symbols import PlainSignsFilter, has_plain_signs
from deskctl.console.terminal.control_char_filter import ControlCharFilter
from deskctl.console.terminal.escaped_keys import EscapedKey, meant_keys, read_escaped_keys
from deskctl.console.terminal.full_width_keys import plain_key, search_words
from deskctl.console.terminal.key_order import TypeAheadQueue, takes_text
from deskctl.console.terminal.late_messages import is_late_reply
from deskctl.console.theme import THEMES, chosen_theme, colours_of
from deskctl.language.i18n import use_language
from deskctl.screens.alerts.alert_state import AlertsRead, AlertState
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.queue.queue_tabs import all_queues, names_of
from deskctl.screens.session.animation import animation
from deskctl.screens.session.attention import attention
from deskctl.screens.session.session import Session, find_person, renew_names, staff_names
from deskctl.screens.session.store_session import close_readers
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.open import store_exists
from deskctl.store.watching import wake_up_socket
from deskctl.widgets.style.key_words import key_word
from deskctl.widgets.style.look import Look, symbols_for

if TYPE_CHECKING:
    from rich.console import RenderableType

    from deskctl.widgets.inputs.safe_area import SafeArea
    from deskctl.widgets.inputs.safe_input import SafeInput

_COMMANDS = ":"
"""The prefix that limits the find box to operations."""


class DeskApp(QuitKeys, App[None]):
    """The support desk in the terminal."""

    TITLE = "deskctl"
    # Textual reads the style of a first screen that is not pushed only from here.
    CSS_PATH = ["app.tcss", "../screens/queue/queue.tcss"]  # noqa: RUF012 - Textual's own form
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-middle"), (120, "-wide"), (180, "-beside")]  # noqa: RUF012

    def __init__(
        self,
        store: str,
        *,
        actor: str | None = None,
        lang: str = "en",
        now: Callable[[], datetime] = clock.now,
        summary: bool = False,
    ) -> None:
        use_language(lang)
        self._new_screens = NewScreens()
        super().__init__()
        self._now = now
        self._lang = lang
        self._filter = ControlCharFilter()
        self._signs = (PlainSignsFilter(),) if has_plain_signs() else ()
        self._watch = ServerWatch(store) if is_server(store) else StoreWatch(store)
        self._beat = Beat(self, self.beat, lambda: wake_up_socket(self._watch.conn))
        self._banners = Banners(self)
        self._typed_ahead = TypeAheadQueue(self)
        self._second: Instant = 0
        self._at_terminal = False
        self.session = self._new_session(store, actor)
        self._alerting = AlertMonitor(self, self.session)
        self._presence = PresenceBeat(self, self.session)
        self._summary = StartSummary(self, self.session, wanted=summary)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen_theme()
        self.stylesheet = CachedStylesheet(variables=self.get_css_variables())
        self.animation_level = animation() or self.animation_level

    def _new_session(self, store: str, actor: str | None) -> Session:
        name = desk_zone(self._watch.conn)
        symbols = symbols_for(getattr(sys.__stderr__, "encoding", None), plain=has_plain_signs())
        look = Look(ZoneInfo(name), name, symbols, staff_names(self._watch.conn))
        ticked: Signal[Instant] = Signal(self, "ticked")
        changed: Signal[None] = Signal(self, "changed")
        alerted: Signal[None] = Signal(self, "alerted")
        person, who, acting = find_person(self._watch.conn, store, actor)
        queues, held = all_queues(names_of(store, look.names)), command_line_settings(actor, self._lang)
        return Session(
            store,
            person,
            who,
            acting,
            self._now,
            look,
            ticked,
            changed,
            queues,
            attention(),
            AlertState(),
            alerted,
            (0, 0, 0),
            (),
            held,
        )

    def get_default_screen(self) -> Screen[Any]:
        """Return the queue as the first screen."""
        return with_size_classes(self, QueueScreen(self.session))

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        """Open a screen, with the layout for its size set before it is first drawn."""
        self.call_later(self._presence.moved)
        is_new = not screen.is_running
        opened = super().push_screen(with_size_classes(self, screen), *args, **kwargs)
        screen.call_later(self._alerting.show)  # once its widgets are there, among which the bar is placed
        if is_new:
            self._new_screens.add(self, screen)
        return opened

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Apply the styles to a part of the screen, unless it is a new screen that has them."""
        if not self._new_screens.are_styled(node):
            super().update_styles(node, animate)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, for which Textual asks three times while it starts."""
        self.theme_variables = colours_of(self.current_theme)
        return self.theme_variables

    def get_key_display(self, binding: Binding) -> str:
        """Return the name of a key as the key bar shows it."""
        return binding.key_display or key_word(binding.key)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Filter control characters from every widget."""
        return [*super().get_line_filters(), self._filter, *self._signs]

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key waits for the effects of the keys before it."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._summary.on_key()
        if not self._typed_ahead.holds(event):
            await self._take_typed(event)

    async def _take_typed(self, event: events.Key | events.Paste) -> None:
        """Handle a key or a paste; Chinese characters and pasted text outside of fields start a search."""
        if isinstance(event, EscapedKey):
            event, *others = meant_keys(self, event)
            for other in others:
                self._typed_ahead.put_first(other)
        if takes_text(self.focused):
            await super().on_event(event)
            return
        find = getattr(self.screen, "find_words", None)
        words = search_words(event)
        if find and words:
            find(words)
        else:
            await super().on_event(plain_key(event) if isinstance(event, events.Key) else event)

    def _display(self, screen: Screen[Any], renderable: "RenderableType | None") -> None:
        super()._display(screen, smaller(renderable))

    def action_command_palette(self) -> None:
        """Open the find box, in forms as well."""
        self._open_find("")

    def action_find_commands(self) -> None:
        """Open the find box for operations only."""
        self._open_find(_COMMANDS)

    def _open_find(self, words: str) -> None:
        from deskctl.screens.find.find_box import open_find

        open_find(self.screen, self.session, words)

    def on_mount(self) -> None:
        """Start the timer."""
        self._at_terminal = not self.is_headless and _is_terminal_there()
        self._beat.begin()
        if self._at_terminal:
            prepare_terminal(self)
        run_startup_checks(self, self.session)
        after_first_picture(self, self._alerting.begin, self._presence.begin, self._summary.begin)

    def on_news_read(self, read: NewsRead) -> None:
        """Show the summary of what happened meanwhile, unless a key was pressed already."""
        self._summary.show(read)

    def on_safe_input_texts_wanted(self, event: "SafeInput.TextsWanted") -> None:
        """Offer insertable texts to a line of a form; in search lines, semicolons are ordinary text."""
        from deskctl.screens.form.parkable_screen import ParkableScreen

        if isinstance(self.screen, ParkableScreen):
            self.on_safe_area_texts_wanted(event)

    def on_safe_area_texts_wanted(self, event: "SafeArea.TextsWanted | SafeInput.TextsWanted") -> None:
        """Offer insertable texts to the field in which two semicolons were typed."""
        from deskctl.screens.dialogs.insert_text_screen import InsertTextScreen

        number = getattr(self.screen, "number", None)
        self.push_screen(InsertTextScreen(self.session, number), event.area.insert_text)

    def on_alerts_read(self, read: AlertsRead) -> None:
        """Show the alerts of the person at the desk."""
        self._alerting.on_read(read)

    def beat(self) -> bool:
        """Publish changes by other processes, which it returns, and each new second; show whether the store is gone."""
        changed = self._watch.look()
        if changed and not self._watch.error:
            renew_names(self.session, self._watch.conn)
        self._banners.show(self._watch.error)
        if changed:
            self.session.changed.publish(None)
        second = instant(self._now())
        if second != self._second:
            self._second = second
            self.session.ticked.publish(second)
        if self._at_terminal and not _is_terminal_there():
            self.exit()
        return changed

    def _handle_exception(self, error: Exception) -> None:
        """Ignore an error of a widget that is no longer shown."""
        if not is_late_reply(error):
            super()._handle_exception(error)

    def on_unmount(self) -> None:
        """Close the store."""
        self._beat.end()
        self._alerting.end()
        self._presence.end()
        self._watch.close()
        close_readers()


def run_console(store: str, actor: str | None, lang: str) -> None:
    """Open the console on a store; raises `StoreUnusable` if there is none."""
    read_escaped_keys()
    if not store_exists(store) and not _create_first_desk(store, lang):
        return
    DeskApp(store, actor=actor, lang=lang, summary=True).run()


def _create_first_desk(store: str, lang: str) -> bool:
    """Ask which desk to start with, and create it; choosing the demo replaces this process."""
    from deskctl.console.setup.first_desk import make_desk
    from deskctl.console.setup.first_run import DEMO, EMPTY, SET_UP, FirstRun
    from deskctl.console.setup.setup_wizard import SetupWizard
    from deskctl.store.open import create_store

    chosen = FirstRun(store).run()
    if chosen == DEMO:
        os.execv(sys.executable, [sys.executable, "-m", "deskctl", "--lang", lang, "demo"])  # noqa: S606 - our own
    if chosen == SET_UP:
        answers = SetupWizard().run()
        if answers is None:
            return False
        make_desk(store, answers, None)
        return True
    return chosen == EMPTY and create_store(store, with_records=True)


def _is_terminal_there() -> bool:
    """Return True if the terminal still exists: a connection may be lost without a signal."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()
