"""The command palette: every operation by its name and its help, every place of the console, every ticket."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from deskctl.console.found_tickets import found_tickets
from deskctl.console.theme import THEMES
from deskctl.errors import DeskError
from deskctl.i18n import _
from deskctl.names import ticket_name
from deskctl.operations.catalogue import find, names
from deskctl.safe import one_line
from deskctl.screens.queue import QueueScreen
from deskctl.screens.ticket_screen import TicketScreen
from deskctl.screens.whole_ticket import WholeTicket
from deskctl.words import STATUSES, word

_TICKET_SCORE = 0.1
"""Tickets stand below whatever else has the words."""

Entry = tuple[str, str, Callable[[], None]]
"""A name, what it does, and the doing."""


class DeskCommands(Provider):
    """Offers the operations, the queues, the themes and the tickets."""

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
        for found in await self._tickets(query):
            yield found

    async def _tickets(self, query: str) -> list[Hit]:
        screen = self.screen
        if not isinstance(screen, TicketScreen):
            return []
        try:
            found = await asyncio.to_thread(found_tickets, screen.front.store, query)
        except DeskError:
            return []
        return [self._ticket(screen, *one) for one in found]

    def _ticket(self, screen: TicketScreen, number: int, title: str, status: str, customer: str) -> Hit:
        shown = Content(f"{ticket_name(number)}  {one_line(title)}")
        told = " · ".join(filter(None, [word(STATUSES, status), one_line(customer)]))
        return Hit(_TICKET_SCORE, shown, partial(self._open, screen, number), text=shown.plain, help=escape(told))

    def _open(self, screen: TicketScreen, number: int) -> None:
        self.app.push_screen(WholeTicket(screen.front, number), lambda _none: screen.reload())

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
            return [self._settings(), self._help(), quit_] if isinstance(screen, TicketScreen) else [quit_]
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
            self._help(),
            (_("quit"), _("leave the console"), run("app.quit")),
            *queues,
        ]

    def _settings(self) -> Entry:
        return _("settings"), _("language, colours, attention, who I am, keys"), self._run("settings")

    def _help(self) -> Entry:
        return _("help"), _("the keys of what has the focus"), self._run("help")

    def _run(self, action: str) -> Callable[[], None]:
        return lambda: cast("None", self.screen.run_worker(self.screen.run_action(action)))

    def _themes(self) -> list[Entry]:
        return [
            (_("theme {name}").format(name=theme.name), _("change the colours"), partial(self._use, theme.name))
            for theme in THEMES
        ]

    def _use(self, theme: str) -> None:
        self.app.theme = theme
