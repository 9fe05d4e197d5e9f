"""Arguments that are named as options are: `--customer CUS-01` where a command takes `CUS-01` without a name."""

from collections.abc import Mapping, Sequence

from typer._click.core import Parameter

ARGUMENT_PREFIX = "said_"
"""What stands before the name of a field where it could be taken for a common option."""


def with_named_arguments(parameters: Sequence[Parameter], words: Sequence[str]) -> list[str]:
    """Return the words with each argument that is named as an option put where it stands without its name.

    Only the first and the last place are known among the other words.
    """
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    option_names = {word for one in parameters if one not in arguments for word in (*one.opts, *one.secondary_opts)}
    places = {_name(one): place for place, one in enumerate(arguments) if _name(one) not in option_names}
    first, others, last = _sorted(words, places)
    return [*first, *others, *last]


def _sorted(words: Sequence[str], places: Mapping[str, int]) -> tuple[list[str], list[str], list[str]]:
    first: list[str] = []
    others: list[str] = []
    last: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return first, [*others, word, *waiting], last
        name, equals, value = word.partition("=")
        if name not in places:
            others.append(word)
            continue
        argument = value if equals else next(waiting, None)
        into = first if places[name] == 0 else last
        into += [word] if argument is None else [argument]
    return first, others, last


def _name(argument: Parameter) -> str:
    return f"--{(argument.name or '').removeprefix(ARGUMENT_PREFIX).replace('_', '-')}"
