"""Reading options from the raw arguments, before they are parsed: language, error format, store."""

from collections.abc import Sequence

VALUED = frozenset(
    {"--store", "--actor", "--lang", "--fields", "--as-of", "--at", "--key", "--note", "--wait", "--xlsx"}
)
"""The common options that take a value."""


def option_value(words: Sequence[str], option: str) -> str | None:
    """Return the value of an option, `--option value` or `--option=value`; the last one counts."""
    value = None
    for place, word in enumerate(words):
        if word == "--":
            break
        if word == option and place + 1 < len(words):
            value = words[place + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value


def wants_json(words: Sequence[str]) -> bool:
    """Return whether the output, errors included, is JSON."""
    before = words[: words.index("--")] if "--" in words else words
    return "--json" in before or "--jsonl" in before


QUIET = "-q"
"""The only short option that is allowed before a command."""


def leading_options(words: Sequence[str]) -> int:
    """Return the number of arguments before the first command."""
    place = 0
    while place < len(words) and (words[place] == QUIET or words[place].startswith("--")) and words[place] != "--":
        place += 2 if words[place] in VALUED else 1
    return min(place, len(words))


def with_listed_fields(words: Sequence[str], names: str) -> list[str]:
    """Return the words with a value for each `--fields` without one, at the end or before another option."""
    end = list(words).index("--") if "--" in words else len(words)
    listed = list(words)
    for place in reversed(range(end)):
        if words[place] == "--fields" and (place + 1 == len(words) or words[place + 1].startswith("-")):
            listed.insert(place + 1, names)
    return listed
