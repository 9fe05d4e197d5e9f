"""Reading the settings file; every mistake is reported with its line and key."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from stat import S_IMODE
from typing import Any

from deskctl.config.known_settings import SETTINGS, is_secret, problem_with, read_value, whole_names
from deskctl.config.places import config_file
from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.private_files import is_open_to_others


def setting(name: str) -> str | None:
    """Return a setting from the environment, else from the file; None if neither has it."""
    variable = SETTINGS[name].variable
    from_environment = os.environ.get(variable) if variable else None
    if from_environment:
        return from_environment
    value = settings().get(name)
    return None if value is None else str(value)


def settings() -> Mapping[str, Any]:
    """Return the settings; a missing file is empty, and the first mistake is raised as `BadData`."""
    text = text_of_settings()
    return _checked(text) if text else {}


@lru_cache(maxsize=1)  # each command reads several settings, and parsing TOML costs more than most queries
def _checked(text: str) -> Mapping[str, Any]:
    for problem in problems_in(text):
        raise problem
    return whole_names(parsed(text))


def queues() -> Mapping[str, Mapping[str, Any]]:
    """Return the saved queues by name, in order: the fields of a filter, and the `title` if there is one."""
    return {name: {key: read_value(key, value) for key, value in queue.items()} for name, queue in _queues().items()}


def _queues() -> Mapping[str, Mapping[str, Any]]:
    tables: Mapping[str, Mapping[str, Any]] = settings().get("queues", {})
    return tables


def values_in_file() -> Mapping[str, Any]:
    """Return every value of the file by its full name, invalid ones too; empty if the file cannot be read."""
    try:
        return {".".join(key): value for key, value in leaves(whole_names(parsed(text_of_settings())))}
    except BadData:
        return {}


def problems() -> list[BadData]:
    """Return every mistake in the settings file with its line and key, including permissions that are too wide."""
    try:
        text = text_of_settings()
    except BadData as error:
        return [error]
    return [*problems_in(text), *_too_open()]


def holds_secret() -> bool:
    """Return whether the settings file holds a password; False if it cannot be read."""
    try:
        return any(is_secret(key, value) for key, value in leaves(parsed(text_of_settings())))
    except BadData:
        return False


def _too_open() -> Iterator[BadData]:
    file = config_file()
    if holds_secret() and is_open_to_others(file):
        yield BadData(
            N_("{path} holds a password, and other users of this machine have access to it (mode {mode})."),
            path=str(file),
            mode=f"{S_IMODE(file.stat().st_mode):04o}",
            hint=f"chmod 600 {file}",
        )


def problems_in(text: str) -> Iterator[BadData]:
    """Yield every mistake in the text of a settings file."""
    try:
        data = parsed(text)
    except BadData as error:
        yield error
        return
    for key, value in leaves(whole_names(data)):
        problem = problem_with(key, value)
        if problem is not None:
            sentence, named = problem
            yield BadData(sentence, line=line_of(text, key), field=".".join(key), path=str(config_file()), **named)


def line_of(text: str, key: tuple[str, ...]) -> int | None:
    """Return the line number of a key, found by its table's heading and its name."""
    name = ".".join(key)
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words.startswith("["):
            table = dotted(words.strip("[] \t").partition("]")[0])
            if ".".join(table) == name:
                return number
        elif "=" in words and ".".join((*table, *dotted(words.partition("=")[0]))) == name:
            return number
    return None


def dotted(text: str) -> tuple[str, ...]:
    """Split a dotted key."""
    return tuple(part.strip().strip("\"'") for part in text.strip().split("."))


def text_of_settings() -> str:
    """Return the text of the settings file; empty if it is missing."""
    path = config_file()
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")  # editors on Windows begin a file so
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=reason) from error


def parsed(text: str) -> Mapping[str, Any]:
    """Parse a text as TOML; `BadData` names the line and the key. Without a text, the parser is not loaded."""
    if not text:
        return {}
    import re
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is not a TOMLDecodeError
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        key_text = text.splitlines()[line - 1].partition("=")[0].strip() if text.strip() else ""
        raise BadData(
            N_("{path} is not TOML at {field!r}: {reason}"),
            line=line,
            field=key_text,
            path=str(config_file()),
            reason=str(error),
        ) from error


def leaves(data: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value with its key."""
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, (*above, name))
        else:
            yield (*above, name), value
