"""Candidates for shell completion: tickets with titles, records with names, values, commands, options.

Candidates contain customers' texts; no shell evaluates them, see `script`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, TypeAlias

from deskctl.cli.app.raw_argv import VALUED, option_value
from deskctl.cli.stubs import commands_of_the_desk, reads
from deskctl.errors import DeskError
from deskctl.language.i18n import LANGUAGES
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.conditions.ticket_words import ticket_condition
from deskctl.safe_text import one_line
from deskctl.store.port import Reader

Candidate: TypeAlias = tuple[str, str]
_AT_MOST = 100
_MOST_DIGITS = 9
_NAME = re.compile(r"(?:T-?)?\d{0,9}", re.IGNORECASE)
_WITHOUT_TICKET = frozenset({"add", "edit", "open", "list", "next", "report", "publish", "receive", "issue"})
_TICKET_READS = frozenset(
    {"ticket show", "ticket history", "clock list", "clock explain", "report export", "sheet export", "remote export"}
)
_KINDS = {
    "account": "course_account", "catalog": "catalog_item", "profile": "system_profile", "text": "canned_text",
}  # fmt: skip
"""The nouns whose records have another name as the kind of a choice."""

_ALSO: Mapping[str, Sequence[str]] = {"--owner": ("me", "none"), "--customer": ("none",), "--site": ("none",)}
"""What a filter takes beside the ids of records."""

_RECORDS_OF = {
    "--customer": "customer", "--site": "site", "--contact": "contact", "--by-contact": "contact", "--asset": "asset",
    "--owner": "staff", "--actor": "staff", "--to": "staff", "--engineer": "staff", "--part": "part",
}  # fmt: skip


def complete(words: Sequence[str]) -> Iterator[str]:
    """Yield the candidates for the last word, each followed by a tab and its help."""
    *before, last = words or [""]
    before = [word for word in before if word != "="]
    before = before[1:] if before[:1] == ["help"] else before
    name, equals, begun = last.partition("=")
    if equals and name.startswith("--"):
        head, offers = f"{name}=", _candidates([*before, name], begun)
    else:
        head, offers = "", _candidates(before, last)
    for value, text in islice(offers, _AT_MOST):
        yield f"{head}{value}\t{one_line(text)}"


def _candidates(before: Sequence[str], begun: str) -> Iterable[Candidate]:
    option = before[-1] if before and before[-1].startswith("--") else None
    positional = _positional(before)
    try:
        if option is not None:
            values = _values_of_option(option, " ".join(positional[:2]), begun, before)
            if values is not None:
                return values
        elif not begun.startswith("-"):
            values = _values_of_argument(positional, begun, before)
            if values is not None:
                return values
    except DeskError:
        return []
    return _words(before, begun)


def _positional(before: Sequence[str]) -> list[str]:
    """Return the words without the common options and their values."""
    words, place = [], 0
    while place < len(before):
        word = before[place]
        if word.startswith("-"):
            place += 2 if word in VALUED else 1
        else:
            words.append(word)
            place += 1
    return words


def _takes_ticket(noun: str, verb: str) -> bool:
    """Return whether a verb takes a ticket, judged by its name so that no operation is loaded."""
    if verb in reads(noun):
        return f"{noun} {verb}" in _TICKET_READS
    return noun not in commands_of_the_desk() and verb not in _WITHOUT_TICKET


def _values_of_argument(positional: Sequence[str], begun: str, before: Sequence[str]) -> Iterable[Candidate] | None:
    """Return the tickets, records or choices that a plain argument may name; None if it names none of them."""
    noun, verb = (*positional, "", "")[:2]
    if len(positional) == 2 and _takes_ticket(noun, verb):  # noqa: PLR2004 - noun and verb
        if begun[:1].upper() == "T" or begun.isdecimal():
            return _from_store(before, lambda conn: _tickets(conn, begun))
        return _first_argument(noun, verb, begun, before)
    if len(positional) == 2 and verb == "show" and verb in reads(noun):  # noqa: PLR2004 - noun and verb
        kind = _KINDS.get(noun, noun.replace("-", "_"))
        return _from_store(before, lambda conn: _records(conn, kind, begun))
    if not positional:
        return None
    from deskctl.cli.declared_choices import choices_of_argument

    return _beginning(choices_of_argument(positional), begun) or None


def _first_argument(noun: str, verb: str, begun: str, before: Sequence[str]) -> Iterable[Candidate] | None:
    """Return the tickets of a read or an operation on a ticket, else the records of the operation's first argument."""
    from deskctl.operations.framework import catalogue
    from deskctl.operations.framework.base import fields_of

    operation = catalogue.find(noun, verb) if verb in catalogue.verbs(noun) else None
    if verb in reads(noun) or (operation is not None and operation.on_ticket):
        return _from_store(before, lambda conn: _tickets(conn, begun))
    first = (
        next((field for field in fields_of(operation) if field.name == operation.about), None) if operation else None
    )
    return _of_field(first, begun, before) if first and first.ref else None


def _values_of_option(option: str, command: str, begun: str, before: Sequence[str]) -> Iterable[Candidate] | None:
    if option == "--fields":
        return _fields(command, begun)
    noun, _space, verb = command.partition(" ")
    if verb in reads(noun):
        head, comma, last = begun.rpartition(",")
        found = _values_of_filter(option.replace("--not-", "--", 1), command, last, before)
        return None if found is None else [(f"{head}{comma}{value}", text) for value, text in found]
    if option in _RECORDS_OF:
        return _from_store(before, lambda conn: _records(conn, _RECORDS_OF[option], begun))
    if option in _VALUES:
        return _from_store(before, lambda conn: _beginning(_VALUES[option](conn), begun))
    return _values_of_field(option, command, begun, before)


def _values_of_filter(option: str, command: str, begun: str, before: Sequence[str]) -> Iterable[Candidate] | None:
    """Return the records or values of an option of a list; None for free text."""
    if option in _RECORDS_OF:
        also = _beginning(_ALSO.get(option, ()), begun)
        return [*_from_store(before, lambda conn: _records(conn, _RECORDS_OF[option], begun)), *also]
    if option in _VALUES:
        return _from_store(before, lambda conn: _beginning(_VALUES[option](conn), begun))
    from deskctl.cli.declared_choices import choices_of_option

    return _beginning(choices_of_option(command.split(), option), begun) or None


def _values_of_field(option: str, command: str, begun: str, before: Sequence[str]) -> Iterable[Candidate] | None:
    """Return the choices of an operation's field, or the records that it may refer to; None for free text."""
    from deskctl.operations.framework import catalogue
    from deskctl.operations.framework.base import fields_of

    noun, _space, verb = command.partition(" ")
    if verb not in catalogue.verbs(noun):
        return None
    for field in fields_of(catalogue.find(noun, verb)):
        if f"--{field.name.replace('_', '-')}" == option and field.kind != "bool":
            return _of_field(field, begun, before)
    return None


def _of_field(field: Any, begun: str, before: Sequence[str]) -> Iterable[Candidate]:
    if field.ref == "ticket":
        return _from_store(before, lambda conn: _tickets(conn, begun))
    if field.ref:
        return _from_store(before, lambda conn: _records(conn, field.ref, begun))
    return _beginning(field.choices, begun)


def _fields(command: str, begun: str) -> list[Candidate]:
    """Return the fields after the last comma, without those already listed."""
    from deskctl.cli.output.output_shapes import fields_of_command

    head, comma, last = begun.rpartition(",")
    listed = set(head.split(","))
    names = (name for name in fields_of_command(command) if name.startswith(last) and name not in listed)
    return [(f"{head}{comma}{name}", "") for name in names]


def _from_store(before: Sequence[str], ask: Callable[[Reader], Iterable[Candidate]]) -> list[Candidate]:
    from deskctl.store.open import open_reader

    path = option_value(before, "--store")
    if path is None:
        from deskctl.config import default_store

        path = default_store()
    with closing(open_reader(path)) as conn:
        return list(ask(conn))


def _tickets(conn: Reader, begun: str) -> Iterator[Candidate]:
    """Yield tickets whose number starts with the text, open and newest first; else those with the text in the title."""
    if _NAME.fullmatch(begun):
        named, digits = not begun[:1].isdecimal(), begun.upper().lstrip("T-")
        ranges = (
            " OR ".join(f"number BETWEEN {low} AND {high}" for low, high in _ranges(digits, padded=named)) or "TRUE"
        )
        condition: str = f"({ranges})"
        values: list[Any] = []
    else:
        named = True
        condition, values = ticket_condition(begun)
    from deskctl.queries.conditions.known_values import tickets_in

    for status in (IS_OPEN, f"NOT ({IS_OPEN})"):
        tickets = tickets_in(conn, (condition, status), values, _AT_MOST)
        yield from ((ticket_name(number) if named else str(number), title) for number, title in tickets)


def _ranges(digits: str, *, padded: bool) -> Iterator[tuple[int, int]]:
    """Yield the ranges of numbers that start with these digits; names have at least three digits."""
    if not digits:
        return
    shortest = max(3, len(digits)) if padded else len(digits)
    longest = shortest if digits.startswith("0") else _MOST_DIGITS
    for length in range(shortest, longest + 1):
        yield int(digits.ljust(length, "0")), int(digits.ljust(length, "9"))


def _records(conn: Reader, kind: str, begun: str) -> Iterable[Candidate]:
    """Return the records whose id starts with the text, else those with the text in their name."""
    from deskctl.queries.search.choices import choices, kinds

    records = choices(conn, kind, begun) if kind in kinds() else []
    return [one for one in records if one[0].lower().startswith(begun.lower())] or records


def _beginning(values: Iterable[str], begun: str) -> list[Candidate]:
    return [(value, "") for value in values if value.startswith(begun)]


def _statuses(conn: Reader) -> Iterable[str]:  # noqa: ARG001 - the signature of all sources of values
    from deskctl.sla.lifecycle import STATUSES

    return (*STATUSES, "all")


def _states(conn: Reader) -> Iterable[str]:  # noqa: ARG001 - the signature of all sources of values
    from deskctl.sla.state import STATES

    return STATES


def _milestones(conn: Reader) -> Iterable[str]:
    from deskctl.queries.conditions.known_values import known_milestones

    return known_milestones(conn)


def _policies(conn: Reader) -> Iterable[str]:
    from deskctl.queries.conditions.known_values import known_policies

    return known_policies(conn)


def _saved(conn: Reader) -> Iterable[str]:  # noqa: ARG001 - the signature of all sources of values
    from deskctl.config import queues

    return queues()


def _of_policies(table: str) -> Callable[[Reader], Iterable[str]]:
    def ask(conn: Reader) -> Iterable[str]:
        from deskctl.queries.conditions.known_values import keys_of_policies

        return keys_of_policies(conn, table)

    return ask


_VALUES: Mapping[str, Callable[[Reader], Iterable[str]]] = {
    "--status": _statuses, "--state": _states, "--milestone": _milestones, "--policy": _policies, "--saved": _saved,
    "--level": _of_policies("levels"), "--severity": _of_policies("severities"),
    "--calendar": _of_policies("calendars"), "--lang": lambda _conn: LANGUAGES,
}  # fmt: skip


def _words(before: Sequence[str], begun: str) -> Iterator[Candidate]:
    """Yield commands and options from the parser."""
    from typer._completion_classes import BashComplete  # kept private by Typer, whose version is pinned

    from deskctl.cli.root import root

    for item in BashComplete(root(), {}, "deskctl", "").get_completions(list(before), begun):
        if item.type == "plain":
            yield item.value, item.help or ""
