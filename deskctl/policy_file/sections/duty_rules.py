"""The table `duties` of a policy: the promises of services, as shipped and as changed by the policy."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from deskctl.data_files import data_file
from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import ROLES
from deskctl.policy_file.keys import choice, flag, section, text
from deskctl.policy_file.schema import keys_of
from deskctl.sla.duties import DutyRule

_TABLE = "duties"
_DAY = 86_400
_LONGEST = 36_500
_WORDS = ("clause", "role", "hard", "soft", "on", "lead")


@cache
def shipped_duties() -> Mapping[str, Mapping[str, Any]]:
    """Return the shipped table, kind by kind."""
    return tomllib.loads(data_file("duties.toml").read_text(encoding="utf-8"))


def numbers_of(kind: str) -> tuple[str, ...]:
    """Return the names of the numeric settings of a kind."""
    return tuple(name for name in shipped_duties()[kind] if name not in _WORDS)


def read_duty(kind: str, value: Any, key: str) -> DutyRule:
    """Return the rule of one kind as a policy changes it; raises `BadPolicy` with the key and what is allowed."""
    section({kind: value}, _TABLE, shipped_duties())
    numbers = numbers_of(kind)
    section(value, key, (*keys_of(_TABLE), *numbers))
    for name in ("hard", "soft", "on"):
        flag(value, name, key)
    if "role" in value:
        choice(value, "role", key, ROLES)
    if "clause" in value:
        text(value, "clause", key)
    for name in ("lead", *numbers):
        _check_number(value, name, key, least=0 if name == "lead" else 1)
    return _rule(kind, {**shipped_duties()[kind], **value})


def unknown_clauses(keys: Mapping[str, Any], clauses: Mapping[str, Any]) -> Iterator[BadPolicy]:
    """Yield an error for each clause that the duties of a policy name and its clauses file does not contain."""
    table = keys.get(_TABLE)
    for kind, value in table.items() if isinstance(table, Mapping) else ():
        clause = value.get("clause") if isinstance(value, Mapping) else None
        if isinstance(clause, str) and clause not in clauses:
            key = f"{_TABLE}.{kind}.clause"
            yield BadPolicy(N_("`{key}`: the clauses file has no {value!r}."), key=key, value=clause, field=key)


def duty_rules(changes: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, DutyRule]:
    """Return the rule of each kind; `changes` is the table `duties` of a policy."""
    own = changes or {}
    return {kind: _rule(kind, {**table, **own.get(kind, {})}) for kind, table in shipped_duties().items()}


def _check_number(table: Mapping[str, Any], name: str, key: str, *, least: int) -> None:
    value = table.get(name, least)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LONGEST:
        raise BadPolicy(
            N_("`{key}` must be a whole number from {least} to {most}."),
            key=f"{key}.{name}",
            least=least,
            most=_LONGEST,
            field=f"{key}.{name}",
        )


def _rule(kind: str, table: Mapping[str, Any]) -> DutyRule:
    lead = table.get("lead")
    return DutyRule(
        kind=kind,
        clause=table["clause"],
        role=table["role"],
        hard=table.get("hard", False),
        soft=table.get("soft", False),
        on=table.get("on", True),
        lead=None if lead is None else lead * _DAY,
        numbers={name: value for name, value in table.items() if name not in _WORDS},
    )
