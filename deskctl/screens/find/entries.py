"""The entries of the find box besides records: operations, actions of the screen's keys, queues, themes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from deskctl.language.folding import fold
from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.rules.advice.step_search import rank_of
from deskctl.safe_text import one_line
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.queue.queue_screen import QueueScreen

_OPENED_BY: Mapping[str, str] = {
    "ticket.open": "new",
    "ticket.assign": "take",
    "ticket.correct": "undo",
    "report.write": "report",
}
"""Operation -> action of another name that performs it."""

_OWN_THEMES = "desk-"
_HERE = frozenset({"app.find_commands", "find"})
_EQUAL, _BEGINS, _CONTAINS, _IN_EXPLANATION = range(4)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its name, its key, its command or explanation in `about`; `operation` is noun and verb."""

    name: str
    run: Callable[[], None]
    key: str = ""
    about: str = ""
    operation: str = ""

    def rank(self, words: str, *, with_help: bool) -> int | None:
        """Return how well words match, 0 for best; `with_help` also searches the help of operations and loads them."""
        if self.operation:
            return rank_of(words, self.operation, with_help=with_help)
        sought, name = fold(words.strip()), fold(self.name)
        if sought == name:
            return _EQUAL
        if name.startswith(sought):
            return _BEGINS
        if all(part in name for part in sought.split()):
            return _CONTAINS
        return _IN_EXPLANATION if all(part in fold(f"{name} {self.about}") for part in sought.split()) else None

    @property
    def explanation(self) -> str:
        """The explanation of the entry."""
        if not self.operation:
            return self.about
        noun, verb = self.operation.split(".", 1)
        return _(find(noun, verb).help())


def best_entries(entries: Sequence[Entry], words: str, *, with_help: bool) -> list[Entry]:
    """Return the entries that match the words, the best first; without words, all."""
    if not words.strip():
        return list(entries)
    ranked = [(rank, one) for one in entries if (rank := one.rank(words, with_help=with_help)) is not None]
    return [one for _rank, one in sorted(ranked, key=lambda found: found[0])]


def entries_of(screen: Screen[Any]) -> list[Entry]:
    """Return the entries for a screen."""
    active = list(screen.active_bindings.values())
    keys = {one.binding.action: screen.app.get_key_display(one.binding) for one in reversed(active)}
    return [*_operations(screen, keys), *_actions(screen, active, keys), *_queues(screen, keys), *_themes(screen)]


def _operations(screen: Screen[Any], keys: Mapping[str, str]) -> Iterator[Entry]:
    if not isinstance(screen, BaseScreen):
        return
    for name in names():
        noun, verb = name.split(".", 1)
        key = keys.get(f"operate('{noun}', '{verb}')") or keys.get(_OPENED_BY.get(name, ""), "")
        run = partial(screen.action_operate, noun, verb)
        yield Entry(operation_name(noun, verb), run, key, f"{noun} {verb}", name)


def _actions(screen: Screen[Any], active: Sequence[ActiveBinding], keys: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the actions of the keys, except operations, which are listed already."""
    shown = [(one.binding, one.node, keys[one.binding.action]) for one in active]
    # While text is typed, letters are not keys, but their actions can be chosen here.
    typed = [(one, screen, "") for one in type(screen).BINDINGS if isinstance(one, Binding)]
    seen = set(_HERE)
    for binding, node, key in [*shown, *typed]:
        if binding.tooltip and binding.action not in seen and not binding.action.startswith("operate("):
            seen.add(binding.action)
            yield Entry(_(binding.description), _run(screen, binding.action, node), key, _(binding.tooltip))


def _queues(screen: Screen[Any], keys: Mapping[str, str]) -> Iterator[Entry]:
    if isinstance(screen, QueueScreen):
        for place, tab in enumerate(screen.session.queues.tabs, 1):
            name = _("queue {name}").format(name=one_line(_(tab.heading)))
            key = keys.get(f"tab_at({place})", "")
            yield Entry(name, _run(screen, f"tab('{tab.name}')", screen), key, _("show this queue"))


def _themes(screen: Screen[Any]) -> Iterator[Entry]:
    for name in screen.app.available_themes:
        if name.startswith(_OWN_THEMES):
            run = partial(setattr, screen.app, "theme", name)
            yield Entry(_("theme {name}").format(name=name), run, "", _("change the colours"))


def _run(screen: Screen[Any], action: str, node: Any) -> Callable[[], None]:
    return lambda: cast("None", screen.run_worker(screen.app.run_action(action, node)))
