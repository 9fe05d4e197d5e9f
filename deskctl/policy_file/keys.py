"""Read single keys of a policy file, with an error that names the key and what is allowed."""

from collections.abc import Iterable, Mapping
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_

UNKNOWN_KEY = N_("`{key}` is not known here; allowed: {allowed}.")


def section(value: Any, key: str, allowed: Iterable[str] | None = None) -> Mapping[str, Any]:
    """Return a table; if `allowed` is given, unknown keys in it are refused."""
    if not isinstance(value, Mapping):
        raise BadPolicy(N_("`{key}` must be a table."), key=key, field=key)
    unknown = [] if allowed is None else [name for name in value if name not in set(allowed)]
    if unknown:
        named = f"{key}.{unknown[0]}" if key else unknown[0]
        raise BadPolicy(
            UNKNOWN_KEY,
            key=named,
            allowed=", ".join(allowed or ()),
            field=named,
        )
    return value


def text(table: Mapping[str, Any], name: str, key: str = "") -> str:
    """Return a required text."""
    value = table.get(name)
    if not isinstance(value, str) or not value:
        named = f"{key}.{name}" if key else name
        raise BadPolicy(N_("`{key}` must be a text."), key=named, field=named)
    return value


def strings(table: Mapping[str, Any], name: str, key: str) -> list[str]:
    """Return a list of texts; empty if it is absent."""
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        named = f"{key}.{name}" if key else name
        raise BadPolicy(N_("`{key}` must be a list of texts."), key=named, field=named)
    return value


def flag(table: Mapping[str, Any], name: str, key: str) -> bool:
    """Return a boolean; False if it is absent."""
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise BadPolicy(N_("`{key}` must be true or false."), key=f"{key}.{name}", field=f"{key}.{name}")
    return value


def choice(table: Mapping[str, Any], name: str, key: str, allowed: Iterable[str]) -> str:
    """Return a required text, which must be one of the allowed ones."""
    value = text(table, name, key)
    options = list(allowed)
    named = f"{key}.{name}" if key else name
    if value not in options:
        raise BadPolicy(
            N_("`{key}`: {value!r} is not known; allowed: {allowed}."),
            key=named,
            value=value,
            allowed=", ".join(options),
            field=named,
        )
    return value
