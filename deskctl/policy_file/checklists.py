"""The shipped checklists: what is looked at on which class of equipment."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from deskctl.data import data_file

GROUPS = ("hardware", "software", "usage")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to look at; `key` is written `server.disk`."""

    key: str
    group: str
    zh: str
    en: str
    required: bool

    def named(self, word: str) -> bool:
        """Return whether a word names the item: its key, the last part of it, or its name in a language."""
        here = word.strip().casefold()
        return here in {self.key, self.key.partition(".")[2], self.zh.casefold(), self.en.casefold()}


@cache
def checklists() -> dict[str, tuple[frozenset[str], tuple[ChecklistItem, ...]]]:
    """Return the checklists by name: the classes that they are for, and their items."""
    return dict(_read())


def items_for(classes: Iterable[str]) -> tuple[ChecklistItem, ...]:
    """Return the items that some classes of equipment ask for, in the order of the checklists."""
    present = set(classes)
    return tuple(item for concerned, items in checklists().values() if concerned & present for item in items)


def _read() -> Iterator[tuple[str, tuple[frozenset[str], tuple[ChecklistItem, ...]]]]:
    for path in sorted(data_file("checklists").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        items = tuple(
            ChecklistItem(f"{table['id']}.{one['id']}", one["group"], one["zh"], one["en"], one.get("required", False))
            for one in table["items"]
        )
        yield table["id"], (frozenset(table["classes"]), items)
