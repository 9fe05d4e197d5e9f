"""Read the rights of a policy: who may do what. A policy without rights gets the shipped ones."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from deskctl.data_files import data_file
from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import choice, section, strings, text
from deskctl.policy_file.schema import keys_of
from deskctl.sla.events import EVENTS
from deskctl.sla.rights import NAMED_IN, SITUATIONS, Right

_TABLE = "rights"
_SHIPPED = "after-sales.toml"


def read_right(name: str, value: Any, key: str) -> Right:
    """Return one right; one of the older form, which names the event of an action, has no steps."""
    section(value, key, keys_of(_TABLE))
    if "steps" not in value and name in EVENTS:
        return Right(name, (), frozenset())
    steps = strings(value, "steps", key)
    for step in steps:
        noun, dot, verb = step.partition(".")
        if not (noun and dot and verb):
            raise BadPolicy(
                N_("`{key}`: {value!r} must name an operation such as visit.depart."),
                key=f"{key}.steps",
                value=step,
                field=f"{key}.steps",
            )
    where = section(value.get("where", {}), f"{key}.where")
    return Right(
        name,
        tuple(steps),
        frozenset(strings(value, "roles", key)),
        text(value, "clause", key) if "clause" in value else None,
        frozenset(strings(value, "given", key)),
        {field: frozenset(strings(where, field, f"{key}.where")) for field in where},
        choice(value, "when", key, SITUATIONS) if "when" in value else None,
        choice(value, "named", key, NAMED_IN) if "named" in value else None,
    )


def read_rights(keys: Mapping[str, Any]) -> tuple[Right, ...]:
    """Return the rights of a policy; the shipped ones if it has none."""
    table = keys.get(_TABLE, {})
    rights = (read_right(name, value, f"{_TABLE}.{name}") for name, value in table.items())
    return tuple(right for right in rights if right.steps) or shipped_rights()


@cache
def shipped_rights() -> tuple[Right, ...]:
    """Return the rights of the shipped policy."""
    import tomllib

    table = tomllib.loads((data_file("policies") / _SHIPPED).read_text("utf-8"))[_TABLE]
    return tuple(read_right(name, value, f"{_TABLE}.{name}") for name, value in table.items())
