"""The tree of errors: each describes in one sentence what is wrong, and carries the exit code of the command line.

A message is a template with named placeholders, so that it can be shown in the reader's language. `code` is
stable: scripts branch on it. A refusal that can be resolved carries a `Remedy`: the command line prints it
as a command, the console opens it as a form; no code parses it out of a printed text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, ClassVar, NamedTuple

GAP = "..."
"""The value of a field that a person has yet to fill in."""
_LISTED = "{one}, {other}"


class Term(str):
    """A value in a message that is translated too."""

    __slots__ = ()


class Remedy(NamedTuple):
    """The operation that resolves a refusal.

    `do` names the operation (`remote.consent`), `ticket` the ticket it applies to (`T-017`), `fields` the known values,
    with `GAP` where a person must fill one in. `who` is a person who may run it, None if the actor may. `about` names
    the field that is a positional argument on the command line.
    """

    do: str
    ticket: str | None = None
    fields: Mapping[str, Any] = {}
    who: str | None = None
    about: str | None = None

    @property
    def command(self) -> str:
        """The operation as a command line."""
        return " ".join(["deskctl", *self.do.split(".", 1), *self._arguments()])

    @property
    def known_fields(self) -> dict[str, Any]:
        """The fields that are known."""
        return {name: value for name, value in self.fields.items() if value != GAP}

    def as_object(self) -> dict[str, Any]:
        """Return the remedy as a JSON object."""
        return {"do": self.do, "ticket": self.ticket, "fields": dict(self.fields), "who": self.who}

    def _arguments(self) -> Iterator[str]:
        from shlex import quote

        if self.ticket is not None:
            yield self.ticket
        if self.about is not None:
            yield quote(str(self.fields[self.about]))
        for name, value in self.fields.items():
            if name != self.about:
                for item in value if isinstance(value, (list, tuple)) else (value,):
                    yield _option(name, item)
        if self.who is not None:
            yield f"--actor {quote(self.who)}"


def _option(name: str, value: Any) -> str:
    from shlex import quote

    option = name.replace("_", "-")
    if isinstance(value, bool):
        return f"--{option}" if value else f"--no-{option}"
    return f"--{option} '{GAP}'" if value == GAP else f"--{option} {quote(str(value))}"


class Notice(NamedTuple):
    """A notice about a recorded action; its values may include a `Remedy`, which is shown as a command."""

    template: str
    values: Mapping[str, Any]

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.template).format(**_in_words(self.values, translate))


class DeskError(Exception):
    """An error whose message is one sentence for a person."""

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(
        self,
        template: str,
        /,
        *,
        code: str | None = None,
        clause: str | None = None,
        hint: str | None = None,
        remedy: Remedy | None = None,
        **values: Any,
    ) -> None:
        super().__init__(template)
        self.template = template
        self.code = code or self.kind
        self.clause = clause
        self.hint = remedy.command if remedy else hint
        self.remedy = remedy
        self.values: Mapping[str, Any] = values
        self.policy: tuple[str | None, str | None] = (None, None)
        """The policy of the ticket and its version: the clause is one of these, if they have it."""
        self.noun: str | None = None
        """The kind of record that the values belong to: the field `name` has another word for a person."""

    def __str__(self) -> str:
        return self.text()

    def show(self, remedy: Remedy) -> None:
        """Name another operation that resolves the refusal."""
        self.remedy, self.hint = remedy, remedy.command

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.template).format(**_in_words(self.values, translate, self.noun))

    def as_object(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the error as a JSON object."""
        return {
            "error": self.kind,
            "code": self.code,
            "message": self.text(translate),
            "clause": self.clause,
            "hint": self.hint,
            "remedy": self.remedy.as_object() if self.remedy else None,
            "exit": self.exit_code,
        }


def listed(words: Sequence[str], translate: Callable[[str], str]) -> str:
    """Join words to a list in the reader's language."""
    return reduce(lambda one, other: translate(_LISTED).format(one=one, other=other), words) if words else ""


def _in_words(values: Mapping[str, Any], translate: Callable[[str], str], noun: str | None = None) -> dict[str, Any]:
    """Translate the values of a message; fields and kinds of records are replaced by their words."""
    return {name: _translated(_named(name, value, noun), translate) for name, value in values.items()}


def _named(place: str, value: Any, noun: str | None) -> Any:
    if not isinstance(value, str) or isinstance(value, Term) or place not in {"field", "kind", "noun"}:
        return value
    from deskctl.field_words import FIELD_WORDS
    from deskctl.record_words import RECORD_WORDS

    if place == "field" and f"{noun}.{value}" in FIELD_WORDS:
        return Term(FIELD_WORDS[f"{noun}.{value}"])
    words = FIELD_WORDS if place == "field" else RECORD_WORDS
    return Term(words[value]) if value in words else value


def _translated(value: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(value, Remedy):
        return value.command
    if isinstance(value, tuple):
        return listed([str(_translated(item, translate)) for item in value], translate)
    return translate(value) if isinstance(value, Term) else value


class Refused(DeskError):
    """A rule forbids the operation; the error carries the clause and the remedy."""

    exit_code = 1
    kind = "refused"
    is_of_one_write = False
    """Whether the rule refused the one operation that a call asked for."""


class Usage(DeskError):
    """The command or its arguments are wrong."""

    exit_code = 2
    kind = "usage"


class NotFound(DeskError):
    """The named record, file or operation does not exist."""

    exit_code = 3
    kind = "not_found"


class BadData(DeskError):
    """A file, line or value is invalid; `line` and `field` locate it."""

    exit_code = 4
    kind = "bad_data"

    def __init__(self, template: str, /, *, line: int | None = None, field: str | None = None, **values: Any) -> None:
        super().__init__(template, **values, field=field)
        self.line = line
        self.field = field

    def as_object(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the error as a JSON object, with its line and field."""
        return {**super().as_object(translate), "line": self.line, "field": self.field}


class MissingValue(BadData):
    """A value is missing that other values or the record call for."""


class BadPolicy(BadData):
    """A policy file holds something that no clock can be derived from."""


class StoreUnusable(DeskError):
    """The store is locked, full, read-only, newer than this program, or not a store at all."""

    exit_code = 5
    kind = "store"


class AnswerLost(DeskError):
    """The operation was recorded, but its result cannot be written."""

    exit_code = 6
    kind = "unwritten"


class Unreachable(DeskError):
    """A mail server, a chat service or the sending worker cannot be reached."""

    exit_code = 7
    kind = "unreachable"
