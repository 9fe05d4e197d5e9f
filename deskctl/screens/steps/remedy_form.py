"""The way out of a refusal: the command that it names, as a form that one key opens."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskctl.errors import DeskError
from deskctl.language.words.steps import step_word
from deskctl.names import ticket_number
from deskctl.operations.framework.base import Operation, fields_of
from deskctl.operations.framework.catalogue import find

_PROGRAM = "deskctl"
_GAP = "..."
"""Stands in a command where the person has yet to say something."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """An operation that opens the way, with the ticket it is for and what is known of its fields already."""

    noun: str
    verb: str
    number: int | None
    preset: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The operation as its form is called."""
        return step_word(self.noun, self.verb)


def way_out(hint: str | None) -> WayOut | None:
    """Read the command of a hint; None where it is no step, or one that somebody else must take."""
    words = _words(hint or "")
    if len(words) < 3 or words[0] != _PROGRAM or "--actor" in words:  # noqa: PLR2004 - the program, a noun and a verb
        return None
    _program, noun, verb, *rest = words
    try:
        operation = find(noun, verb)
        number = ticket_number(rest[0]) if operation.on_ticket and rest else None
    except DeskError:
        return None
    return WayOut(noun, verb, number, dict(_preset(operation, rest)))


def _words(hint: str) -> list[str]:
    try:
        return shlex.split(hint)
    except ValueError:
        return []


def _preset(operation: type[Operation], words: Sequence[str]) -> Iterator[tuple[str, Any]]:
    options = {f"--{field.name.replace('_', '-')}": field for field in fields_of(operation)}
    for place, word in enumerate(words):
        field = options.get(word)
        if field is None:
            continue
        reported = words[place + 1] if place + 1 < len(words) else ""
        if field.kind == "bool":
            yield field.name, True
        elif _GAP not in reported:
            yield field.name, [reported] if field.many else reported
