"""The installed policies: their versions, the texts of their clauses, the rules of the due list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from deskctl.names import DEFAULT_POLICY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.duties import DutyRule
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_CLAUSES = """
SELECT clauses FROM policy_version ORDER BY
 CASE WHEN id = ?1 AND version = ?2 THEN 0 WHEN json_extract(source, '$.scope') = 'desk' THEN 1 WHEN id = ?3 THEN 2
  ELSE 3 END, id, installed_at DESC
"""
PolicyWords: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The codes that a policy has by `level` and `severity`, the most urgent first."""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One installed version of a policy; new tickets are pinned to the `current` one."""

    policy: str
    version: str
    title_zh: str | None
    title_en: str | None
    installed_at: Instant
    tickets: int
    current: bool


def list_policies(conn: Reader) -> list[PolicyRow]:
    """Return the installed versions, the newest of each policy first."""
    rows = conn.execute(
        "SELECT id, version, json_extract(source, '$.title.zh'), json_extract(source, '$.title.en'),"
        " installed_at, (SELECT count(*) FROM ticket WHERE policy = id AND policy_version = version)"
        " FROM policy_version ORDER BY id, installed_at DESC, rowid DESC"
    ).fetchall()
    newest = {row[0]: row[1] for row in reversed(rows)}
    return [PolicyRow(*(*row, newest[row[0]] == row[1])) for row in rows]


def policy_source(conn: Reader, policy: str, version: str) -> dict[str, Any]:
    """Return a stored version of a policy in the form of its file, including what it extends."""
    rows = conn.execute("SELECT source FROM policy_version WHERE id = ? AND version = ?", [policy, version])
    return {name: value for (source,) in rows for name, value in json.loads(source).items()}


def words_of_policies(conn: Reader, attribute: str) -> tuple[str, ...]:
    """Return the levels or severities (`level`, `severity`) of the installed policies."""
    table = {"level": "$.levels", "severity": "$.severities"}[attribute]
    rows = conn.execute("SELECT DISTINCT key FROM policy_version, json_each(source, ?)", [table])
    return tuple(name for (name,) in rows)


def words_for_customer(conn: Reader, customer: str | None, at: Instant) -> PolicyWords:
    """Return the levels and severities for a new ticket: those of the policy of the customer's contract."""
    from deskctl.queries.reference.contracts import contract_in_force
    from deskctl.store.facts.desk_zone import desk_zone
    from deskctl.store.facts.policies import current_version, policy_of_options

    contract = contract_in_force(conn, customer, at, ZoneInfo(desk_zone(conn)))
    policy = policy_of_options(json.loads(contract.get("options") or "{}"))
    return _words_of(conn, policy, current_version(conn, policy))


def words_of_ticket(conn: Reader, number: int) -> PolicyWords:
    """Return the levels and severities of the policy that a ticket is pinned to."""
    row = conn.execute("SELECT policy, policy_version FROM ticket WHERE number = ?", [number]).fetchone()
    return _words_of(conn, *row)


def _words_of(conn: Reader, policy: str, version: str) -> PolicyWords:
    from deskctl.store.facts.policies import load_policy

    loaded = load_policy(conn, policy, version)
    return {"level": (*loaded.levels,), "severity": (*loaded.severities,)}


def clause_words(conn: Reader, policy: str | None, version: str | None, clause: str) -> tuple[str, str] | None:
    """Return the text of a clause in Chinese and English: that of the named version of a policy, if that has it.

    Otherwise it is that of the policy that the desk follows, or else of the newest version that has the clause.
    """
    rows = conn.execute(_CLAUSES, [policy, version, DEFAULT_POLICY])
    for (clauses,) in rows:
        words = json.loads(clauses).get(clause)
        if words is not None:
            return words["zh"], words["en"]
    return None


def current_duty_rules(conn: Reader) -> Mapping[str, DutyRule]:
    """Return the rules of the due list by kind, from the current policy of the desk."""
    from deskctl.policy_file.sections.duty_rules import duty_rules
    from deskctl.store.facts.policies import desk_policy

    _version, source = desk_policy(conn)
    return duty_rules(json.loads(source).get("duties"))
