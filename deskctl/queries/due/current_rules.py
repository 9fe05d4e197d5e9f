"""The rules of the due list as the desk's current policy has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.names import DEFAULT_POLICY
from deskctl.policy_file.duty_rules import duty_rules
from deskctl.store.facts.policies import current_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.duties import DutyRule
    from deskctl.store.port import Reader


def current_duty_rules(conn: Reader) -> Mapping[str, DutyRule]:
    """Return the rules by kind."""
    version = current_version(conn, DEFAULT_POLICY)
    row = conn.execute(
        "SELECT source FROM policy_version WHERE id = ? AND version = ?", [DEFAULT_POLICY, version]
    ).fetchone()
    return duty_rules(json.loads(row[0]).get("duties") if row else None)
