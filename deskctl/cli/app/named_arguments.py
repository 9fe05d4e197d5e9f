"""Positional arguments written as options: `--customer CUS-01` where a command takes `CUS-01` by position."""

from collections.abc import Mapping, Sequence

from typer._click.core import Parameter

ARGUMENT_PREFIX = "field_"
"""The prefix of a parameter for a field with the name of a common option."""


def with_named_arguments(parameters: Sequence[Parameter], words: Sequence[str]) -> list[str]:
    """Return the words with each argument that is written as an option moved to its position.

    The first argument is put before all other words, any other behind them.
    """
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    option_names = {word for one in parameters if one not in arguments for word in (*one.opts, *one.secondary_opts)}
    positions = {_name(one): position for position, one in enumerate(arguments) if _name(one) not in option_names}
    first, others, last = _sorted(words, positions)
    return [*first, *others, *last]


def _sorted(words: Sequence[str], positions: Mapping[str, int]) -> tuple[list[str], list[str], list[str]]:
    first: list[str] = []
    others: list[str] = []
    last: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return first, [*others, word, *waiting], last
        name, equals, value = word.partition("=")
        if name not in positions:
            others.append(word)
            continue
        argument = value if equals else next(waiting, None)
        into = first if positions[name] == 0 else last
        into += [word] if argument is None else [argument]
    return first, others, last


def _name(argument: Parameter) -> str:
    return f"--{(argument.name or '').removeprefix(ARGUMENT_PREFIX).replace('_', '-')}"
