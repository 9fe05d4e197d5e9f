"""The command palette: every operation by its name and its help, and every place of the console."""

from collections.abc import Callable
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from deskctl.console.theme import THEMES
from deskctl.i18n import _
from deskctl.operations.catalogue import find, names
from deskctl.screens.queue import QueueScreen
from deskctl.screens.ticket_screen import TicketScreen

Entry = tuple[str, str, Callable[[], None]]
"""A name, what it does, and the doing."""


class DeskCommands(Provider):
    """Offers the operations, the queues and the themes."""

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for name, told, run in self._entries():
            yield DiscoveryHit(name, run, help=told)

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for name, told, run in self._entries():
            score = max(matcher.match(name), matcher.match(told) * 0.7)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=told)

    def _entries(self) -> list[Entry]:
        return [*self._operations(), *self._places(), *self._themes()]

    def _operations(self) -> list[Entry]:
        screen = self.screen
        if not isinstance(screen, TicketScreen):
            return []
        entries: list[Entry] = []
        for name in names():
            noun, _dot, verb = name.partition(".")
            told = _(find(noun, verb).help())
            entries.append((f"{noun} {verb}", told, partial(screen.action_operate, noun, verb)))
        return entries

    def _places(self) -> list[Entry]:
        run, screen = self._run, self.screen
        if not isinstance(screen, QueueScreen):
            quit_ = (_("quit"), _("leave the console"), run("app.quit"))
            return [self._settings(), quit_] if isinstance(screen, TicketScreen) else [quit_]
        queues = [
            (_("queue {name}").format(name=_(tab.heading)), _("show this queue"), run(f"tab('{tab.name}')"))
            for tab in screen.front.queues.tabs
        ]
        return [
            (_("new ticket"), _("take a call"), run("new")),
            (_("report"), _("write the report"), run("report")),
            (_("board"), _("the whole desk on one screen"), run("board")),
            (_("rooms"), _("customers, equipment, stock, roster, mailbox"), run("rooms")),
            self._settings(),
            (_("help"), _("the keys of what has the focus"), run("help")),
            (_("quit"), _("leave the console"), run("app.quit")),
            *queues,
        ]

    def _settings(self) -> Entry:
        return _("settings"), _("language, colours, attention, who I am, keys"), self._run("settings")

    def _run(self, action: str) -> Callable[[], None]:
        return lambda: cast("None", self.screen.run_worker(self.screen.run_action(action)))

    def _themes(self) -> list[Entry]:
        return [
            (_("theme {name}").format(name=theme.name), _("change the colours"), partial(self._use, theme.name))
            for theme in THEMES
        ]

    def _use(self, theme: str) -> None:
        self.app.theme = theme
