"""Changing one value of the settings file; everything else stays, comments included."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deskctl.config.file import dotted, parsed, text_of_settings
from deskctl.config.known_settings import is_missing_value, parse_typed, parts_of, problem_with, whole_names
from deskctl.config.places import config_file
from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.private_files import open_private

_NAMED = 2
"""The fewest parts in the name of a table that the user names: `queues.late`."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def set_value(name: str, typed: str | None) -> Any:
    """Set a key to a typed value, or remove it with None; return the stored value."""
    (value,) = set_values({name: typed})
    return value


def set_values(changes: Mapping[str, str | None]) -> list[Any]:
    """Set or remove several keys, all or none; return the stored values."""
    before = text_of_settings()
    after, expected, values = before, whole_names(parsed(before)), []
    for name, typed in changes.items():
        key = parts_of(name)
        values.append(None if typed is None else _checked(key, name, typed))
        after, expected = _with(after, key, values[-1]), _put(expected, key, values[-1])
        if _filled(whole_names(parsed(after))) != _filled(expected):
            raise not_editable(name)
    if after != before:
        write_settings(after)
    return values


def not_editable(name: str) -> BadData:
    """Return the error for a key whose notation in the file cannot be edited here."""
    return BadData(N_("{path}: {field} cannot be changed from here; edit the file."), path=_path(), field=name)


def write_settings(text: str) -> None:
    """Replace the file, through a symbolic link if there is one."""
    file = Path(os.path.realpath(config_file()))
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_private(beside, text)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadData(N_("{path} cannot be written: {reason}."), path=_path(), reason=error.strerror) from error


def _write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, synced before it replaces another."""
    with os.fdopen(open_private(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _checked(key: tuple[str, ...], name: str, typed: str) -> Any:
    try:
        value = parse_typed(key, typed)
    except KeyError:
        value = typed
    if is_missing_value(key, value):
        raise Usage(N_("{option} needs a value."), option=name, hint=f"deskctl config set {name}")
    problem = problem_with(key, value)
    if problem is not None:
        sentence, named = problem
        raise Usage(sentence, path=_path(), field=name, **named)
    return value


def _path() -> str:
    return str(config_file())


def _with(text: str, key: tuple[str, ...], value: Any) -> str:
    lines = text.splitlines()
    begin, end = _section(lines, key[:-1])
    line = None if value is None else f"{_name(key[-1])} = {_toml(value)}"
    for place in range(begin, end):
        if "=" in lines[place] and ".".join(dotted(lines[place].partition("=")[0])) == key[-1]:
            lines[place : place + 1] = [] if line is None else [line + _comment(lines[place])]
            return _joined(lines if line else _without_empty(lines, key[:-1]))
    if line is None:
        return text
    while end > begin and not lines[end - 1].strip():
        end -= 1
    lines[end:end] = [line]
    return _joined(lines)


def _without_empty(lines: list[str], table: tuple[str, ...]) -> list[str]:
    """Return the lines without the heading of a named table without keys: an empty queue would list all tickets."""
    begin, end = _section(lines, table)
    if len(table) < _NAMED or any("=" in line.partition("#")[0] for line in lines[begin:end]):
        return lines
    left = [*lines[: begin - 1], *(line for line in lines[begin:end] if line.startswith("#")), *lines[end:]]
    while left and not left[-1].strip():
        left.pop()
    return left


def _comment(line: str) -> str:
    """Return the comment after the value of a line, with the space before it."""
    for mark in re.finditer(r"\s*#", line):
        try:
            tomllib.loads(line[: mark.start()])
        except (ValueError, RecursionError):
            continue
        return line[mark.start() :]
    return ""


def _section(lines: list[str], table: tuple[str, ...]) -> tuple[int, int]:
    """Return the lines of a table; a missing table is added at the end."""
    heads = [place for place, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not table:
        return 0, heads[0] if heads else len(lines)
    for head in heads:
        if dotted(lines[head].strip().strip("[").partition("]")[0]) == table:
            return head + 1, next((place for place in heads if place > head), len(lines))
    lines += ["", f"[{'.'.join(map(_name, table))}]"] if lines else [f"[{'.'.join(map(_name, table))}]"]
    return len(lines), len(lines)


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _name(part: str) -> str:
    return part if _BARE.fullmatch(part) else _toml(part)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _filled(data: Any) -> Any:
    """Return the data without empty tables."""
    if not isinstance(data, dict):
        return data
    inner = {name: _filled(value) for name, value in data.items()}
    return {name: value for name, value in inner.items() if value != {}}


def _put(data: Any, key: tuple[str, ...], value: Any) -> Any:
    """Return the data with the value set, which the edited text must match."""
    name, *inner_key = key
    inner = _put(data.get(name, {}), tuple(inner_key), value) if inner_key else value
    others = {key: value for key, value in data.items() if key != name}
    return others if inner is None else {**others, name: inner}
