"""The promises of services as a policy has them: the shipped table, with what a policy changes in it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from deskctl.data import data_file
from deskctl.sla.duties import DutyRule

_DAY = 86_400
_WORDS = ("clause", "role", "soft", "lead")


@cache
def shipped_duties() -> Mapping[str, Mapping[str, Any]]:
    """Return the shipped table, kind by kind."""
    return tomllib.loads(data_file("duties.toml").read_text(encoding="utf-8"))


def duty_rules(changes: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, DutyRule]:
    """Return the rules by kind; `changes` is the table `duties` of a policy."""
    own = changes or {}
    return {kind: _rule(kind, {**table, **own.get(kind, {})}) for kind, table in shipped_duties().items()}


def _rule(kind: str, table: Mapping[str, Any]) -> DutyRule:
    lead = table.get("lead")
    return DutyRule(
        kind=kind,
        clause=table["clause"],
        role=table["role"],
        soft=table.get("soft", False),
        lead=None if lead is None else lead * _DAY,
        numbers={name: value for name, value in table.items() if name not in _WORDS},
    )
