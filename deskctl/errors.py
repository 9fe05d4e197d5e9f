"""The one tree of errors: each says in a sentence what is wrong, and carries the exit code of the command line.

A message is a template with named places, so that the edge that shows it can say it in the reader's language.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar


class Term(str):
    """A value of a message that is said in the reader's language as well."""

    __slots__ = ()


class DeskError(Exception):
    """Say what went wrong, in a sentence fit for a person."""

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(self, template: str, /, *, clause: str | None = None, hint: str | None = None, **values: Any) -> None:
        super().__init__(template)
        self.template = template
        self.clause = clause
        self.hint = hint
        self.values: Mapping[str, Any] = values

    def __str__(self) -> str:
        return self.text()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        given = {name: _given(value, translate) for name, value in self.values.items()}
        return translate(self.template).format(**given)

    def as_object(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the error as scripts read it."""
        return {
            "error": self.kind,
            "message": self.text(translate),
            "clause": self.clause,
            "hint": self.hint,
            "exit": self.exit_code,
        }


def _given(value: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        return ", ".join(str(_given(item, translate)) for item in value)
    return translate(value) if isinstance(value, Term) else value


class Refused(DeskError):
    """A rule forbids the step: carries the clause that says so and the command that opens the way."""

    exit_code = 1
    kind = "refused"


class Usage(DeskError):
    """The words of the call are off."""

    exit_code = 2
    kind = "usage"


class NotFound(DeskError):
    """What was named does not exist."""

    exit_code = 3
    kind = "not_found"


class BadData(DeskError):
    """A file, line or value cannot be taken; `line` and `field` say where."""

    exit_code = 4
    kind = "bad_data"

    def __init__(self, template: str, /, *, line: int | None = None, field: str | None = None, **values: Any) -> None:
        super().__init__(template, **values, field=field)
        self.line = line
        self.field = field

    def as_object(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the error as scripts read it, with the place that is wrong."""
        return {**super().as_object(translate), "line": self.line, "field": self.field}


class BadPolicy(BadData):
    """A policy file says something that no clock can be made of."""


class StoreUnusable(DeskError):
    """The store is locked, full, read-only, newer than this program, or no store at all."""

    exit_code = 5
    kind = "store"
