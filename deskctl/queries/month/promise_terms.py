"""The terms of each clause: the milestone, the length, and the severities or levels it applies to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.store.facts.policies import desk_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.store.port import Reader

_WHOM = ("severity", "level")
_DECLARED = "emergency_declared"


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """A promise: `length` as in the policy file, such as `4 h`.

    `whom` contains the severities, the levels or the emergency that it applies to, each with its kind.
    """

    milestone: str
    length: str
    whom: tuple[tuple[str, str], ...]


def promise_terms(conn: Reader) -> dict[str, PromiseTerms]:
    """Return the terms of all clauses that the desk ever promised, in their current form."""
    version, _source = desk_policy(conn)
    rows = conn.execute("SELECT source FROM policy_version ORDER BY version = ?, id, version", [version])
    targets: dict[str, Any] = {}
    for (source,) in rows.fetchall():
        targets.update(json.loads(source).get("targets", {}))
    return {
        clause: PromiseTerms(target["milestone"], target["length"], _whom(target))
        for clause, target in targets.items()
        if isinstance(target.get("milestone"), str) and isinstance(target.get("length"), str)
    }


def _whom(target: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the severities and levels that a promise applies to, or the emergency; empty if it applies to all."""
    conditions = {**target.get("when", {}), **target.get("during", {})}
    start = target.get("start")
    if isinstance(start, dict) and start.get("event") == _DECLARED:
        return (("mode", "emergency"),)
    return tuple((kind, value) for kind in _WHOM for value in conditions.get(kind, ()))
