"""Saving, removing and reordering queues in the settings file."""

from collections.abc import Mapping

from deskctl.config.edit import not_editable, set_values, write_settings
from deskctl.config.file import dotted, queues, text_of_settings
from deskctl.config.known_settings import SETTINGS

_TABLE = "queues"
_FIELDS = tuple(name.rpartition(".")[2] for name in SETTINGS if name.startswith(f"{_TABLE}."))


def queue_name(title: str) -> str:
    """Return the name in the file of a queue with this title; dots would split it into two keys."""
    return " ".join(title.replace(".", " ").split())


def keep_queue(name: str, values: Mapping[str, str]) -> None:
    """Save a queue with exactly these values; a queue of the same name is replaced."""
    saved = {**dict.fromkeys(_FIELDS), **values}
    exists = name in queues()
    set_values({f"{_TABLE}.{name}.{key}": value for key, value in saved.items() if value is not None or exists})


def change_queue(name: str, key: str, value: str | None) -> None:
    """Set one value of a queue, or remove it with None."""
    set_values({f"{_TABLE}.{name}.{key}": value})


def remove_queue(name: str) -> None:
    """Remove a queue from the file."""
    set_values({f"{_TABLE}.{name}.{key}": None for key in _FIELDS})


def move_queue(name: str, step: int) -> None:
    """Swap a queue with the one above it (`step` -1) or below it (1); at either end nothing happens."""
    lines = text_of_settings().splitlines()
    heads = [place for place, line in enumerate(lines) if line.lstrip().startswith("[")]
    ends = dict(zip(heads, [*heads[1:], len(lines)], strict=True))
    ours = [place for place in heads if _head(lines[place])[:-1] == (_TABLE,)]
    names = [_head(lines[place])[-1] for place in ours]
    if name not in names:
        raise not_editable(f"{_TABLE}.{name}")
    first, last = sorted((names.index(name), names.index(name) + step))
    if first < 0 or last >= len(ours):
        return
    above, below = ours[first], ours[last]
    moved = [*_block(lines, below, ends), "", *_block(lines, above, ends)]
    between = lines[ends[above] : below]
    after = lines[ends[below] :]
    text = [*lines[:above], *moved, "", *between, *after]
    write_settings("".join(f"{line}\n" for line in text).rstrip("\n") + "\n")


def _block(lines: list[str], head: int, ends: Mapping[int, int]) -> list[str]:
    block = lines[head : ends[head]]
    while block and not block[-1].strip():
        block.pop()
    return block


def _head(line: str) -> tuple[str, ...]:
    return dotted(line.strip().strip("[").partition("]")[0])
