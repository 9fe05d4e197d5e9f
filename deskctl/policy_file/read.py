"""Find policy files, merge what they extend, and compute the version that tickets refer to."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from deskctl.data_files import data_file
from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import text
from deskctl.policy_file.sections.hours import with_hours_of

_VERSION_DIGITS = 12
_MAX_EXTENDS = 8
_HOURS = "hours"


@dataclass(frozen=True, slots=True)
class PolicySource:
    """A policy as data: its merged keys, the texts of its clauses, and the version computed from both."""

    id: str
    version: str
    keys: Mapping[str, Any]
    clauses: Mapping[str, Mapping[str, str]]

    def keys_as_json(self) -> str:
        """Return the keys in the form that is stored."""
        return _canonical(self.keys)

    def clauses_as_json(self) -> str:
        """Return the clauses in the form that is stored."""
        return _canonical(self.clauses)


@cache  # reading them takes as long as making the rest of a store
def packaged_policies() -> tuple[PolicySource, ...]:
    """Return the policies shipped with deskctl."""
    return tuple(read_policy(path) for path in sorted(data_file("policies").glob("*.toml")))


def read_policy(path: Path) -> PolicySource:
    """Return a policy file merged with what it extends, and with its clauses."""
    keys = _merged(path, _MAX_EXTENDS)
    name = keys.get("id")
    if not isinstance(name, str) or not name:
        raise BadPolicy(N_("{path}: `id` must name the policy."), path=path.name, field="id")
    clauses = _read_clauses(path.parent / text(keys, "clauses")) if "clauses" in keys else {}
    try:
        content = (_canonical(keys) + _canonical(clauses)).encode()
    except ValueError as error:  # an infinite number, half a surrogate pair
        raise BadPolicy(N_("{path} cannot be read: {reason}"), path=path.name, reason=str(error)) from error
    return PolicySource(name, hashlib.sha256(content).hexdigest()[:_VERSION_DIGITS], keys, clauses)


def _merged(path: Path, depth: int) -> dict[str, Any]:
    if depth == 0:
        raise BadPolicy(N_("{path}: policies extend each other in a circle."), path=path.name, field="extends")
    keys = _read_toml(path)
    if "extends" not in keys:
        return keys
    base = path.parent / text(keys, "extends")
    return _overlaid(_merged(base, depth - 1), {key: value for key, value in keys.items() if key != "extends"})


def _overlaid(base: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _both(key, base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in top.items()
    }
    return {**base, **both}


def _both(key: str, base: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    return with_hours_of(base, top) if key == _HOURS else _overlaid(base, top)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except (OSError, ValueError, RecursionError) as error:  # a number of 5,000 digits raises ValueError
        raise BadPolicy(N_("{path} cannot be read: {reason}"), path=path.name, reason=str(error)) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPolicy(N_("{path} is not UTF-8."), path=path.name) from error


def _read_clauses(path: Path) -> dict[str, dict[str, str]]:
    try:
        lines = _text(path).splitlines()
    except (OSError, ValueError) as error:
        raise BadPolicy(
            N_("{path} cannot be read: {reason}"), path=path.name, reason=str(error), field="clauses"
        ) from error
    clauses: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            name, words = _clause(line, path.name, number)
            if name in clauses:
                raise _bad_clause(N_("{path}, line {at}: the clause {value!r} appears twice."), path.name, number, name)
            clauses[name] = words
    return clauses


def _clause(line: str, path: str, number: int) -> tuple[str, dict[str, str]]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad_clause(N_("{path}, line {at} is not JSON: {value}"), path, number, str(error)) from error
    words = row if isinstance(row, dict) else {}
    for name in ("id", "kind", "zh", "en"):
        if not isinstance(words.get(name), str) or not words[name].strip():
            raise _bad_clause(N_("{path}, line {at}: the clause has no {value!r}."), path, number, name)
    return words["id"], {name: words[name] for name in ("zh", "en", "kind")}


def _bad_clause(template: str, path: str, number: int, value: str) -> BadPolicy:
    return BadPolicy(template, path=path, at=number, value=value, line=number, field="clauses")


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
