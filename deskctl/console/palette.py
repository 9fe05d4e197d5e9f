"""The command palette: every operation, every action of the console with its key, and every ticket."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from deskctl.console.theme import THEMES
from deskctl.console.ticket_lookup import found_tickets
from deskctl.errors import DeskError
from deskctl.folding import fold
from deskctl.language.i18n import _
from deskctl.language.words import STATUSES, word
from deskctl.language.words.steps import step_word
from deskctl.names import ticket_name
from deskctl.operations.framework.catalogue import find, names
from deskctl.safe import one_line
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.screens.ticket.whole_ticket import WholeTicket
from deskctl.widgets.style.cells import fit

_TICKET_SCORE = 0.1
"""Tickets come after everything else that matches."""

_NAME, _KEY = 24, 8
_OPENED_BY: Mapping[str, str] = {
    "ticket.open": "new",
    "ticket.assign": "take",
    "ticket.correct": "undo",
    "report.write": "report",
}
"""The operations that an action of another name performs."""

_HERE = "app.command_palette"


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be done: name, explanation and command; `key` does it without the palette."""

    name: str
    explanation: str
    run: Callable[[], None]
    key: str = ""
    command: str = ""


class DeskCommands(Provider):
    """Offers the operations, the console's actions, the queues, the themes and the tickets."""

    async def discover(self) -> Hits:
        """Offer everything before something is typed."""
        for entry in self._entries():
            yield DiscoveryHit(_line(entry), entry.run, text=entry.name, help=_plain(entry.explanation))

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(fold(query))
        found = False
        for entry in self._entries():
            named = max(matcher.match(entry.name), matcher.match(entry.command) if entry.command else 0)
            meant = fold(entry.name) == fold(query)
            score = max(named, matcher.match(entry.explanation) * 0.7) + meant
            if score > 0:
                found = True
                yield Hit(score, _line(entry), entry.run, text=entry.name, help=_plain(entry.explanation))
        for ticket in await self._tickets(query):
            found = True
            yield ticket
        if not found:
            text = _("No match: {words}").format(words=one_line(query))
            yield Hit(1, Content(text), lambda: None, text=text)

    async def _tickets(self, query: str) -> list[Hit]:
        screen = self.screen
        if not isinstance(screen, TicketScreen):
            return []
        try:
            found = await asyncio.to_thread(found_tickets, screen.session.store, query)
        except DeskError:
            return []
        return [self._ticket(screen, *one) for one in found]

    def _ticket(self, screen: TicketScreen, number: int, title: str, status: str, customer: str) -> Hit:
        shown = Content(f"{ticket_name(number)}  {one_line(title)}")
        explanation = " · ".join(filter(None, [word(STATUSES, status), one_line(customer)]))
        return Hit(
            _TICKET_SCORE, shown, partial(self._open, screen, number), text=shown.plain, help=_plain(explanation)
        )

    def _open(self, screen: TicketScreen, number: int) -> None:
        self.app.push_screen(WholeTicket(screen.session, number), lambda _none: screen.reload())

    def _entries(self) -> Iterator[Entry]:
        active = list(self.screen.active_bindings.values())
        keys = {one.binding.action: self.app.get_key_display(one.binding) for one in reversed(active)}
        yield from self._operations(keys)
        yield from self._places(active, keys)
        yield from self._queues(keys)
        yield from self._themes()

    def _operations(self, keys: Mapping[str, str]) -> Iterator[Entry]:
        screen = self.screen
        if not isinstance(screen, TicketScreen):
            return
        for name in names():
            noun, verb = name.split(".", 1)
            key = keys.get(f"operate('{noun}', '{verb}')") or keys.get(_OPENED_BY.get(name, ""), "")
            explanation = _(find(noun, verb).help())
            run = partial(screen.action_operate, noun, verb)
            yield Entry(step_word(noun, verb), explanation, run, key, f"{noun} {verb}")

    def _places(self, active: list[ActiveBinding], keys: Mapping[str, str]) -> Iterator[Entry]:
        """Yield what the keys do here, except operations, which are listed already."""
        shown = [(one.binding, one.node, keys[one.binding.action]) for one in active]
        # A letter does not work as a key while text is typed, but its action can be chosen here.
        typed = [(one, self.screen, "") for one in type(self.screen).BINDINGS if isinstance(one, Binding)]
        seen = {_HERE}
        for binding, node, key in [*shown, *typed]:
            if binding.tooltip and binding.action not in seen and not binding.action.startswith("operate("):
                seen.add(binding.action)
                yield Entry(_(binding.description), _(binding.tooltip), self._run(binding.action, node), key)

    def _queues(self, keys: Mapping[str, str]) -> Iterator[Entry]:
        screen = self.screen
        if isinstance(screen, QueueScreen):
            for place, tab in enumerate(screen.session.queues.tabs, 1):
                name = _("queue {name}").format(name=one_line(_(tab.heading)))
                key = keys.get(f"tab_at({place})", "")
                yield Entry(name, _("show this queue"), self._run(f"tab('{tab.name}')", screen), key)

    def _themes(self) -> Iterator[Entry]:
        for theme in THEMES:
            yield Entry(_("theme {name}").format(name=theme.name), _("change the colours"), self._use(theme.name))

    def _run(self, action: str, node: Any) -> Callable[[], None]:
        return lambda: cast("None", self.screen.run_worker(self.app.run_action(action, node)))

    def _use(self, theme: str) -> Callable[[], None]:
        return partial(setattr, self.app, "theme", theme)


def _line(entry: Entry) -> Content:
    name, key = fit(entry.name, _NAME), fit(entry.key, _KEY)
    return Content.assemble((name, "bold"), " ", (key, "$accent"), " ", (entry.command, "dim"))


def _plain(explanation: str) -> str:
    return explanation.replace("[", "\\[")


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(app):
        app.push_screen(CommandPalette(placeholder=_("a piece of a name ..."), id="--command-palette"))
