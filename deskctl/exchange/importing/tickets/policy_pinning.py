"""The policy version that an imported ticket is pinned to."""

import json

from deskctl.errors import NotFound
from deskctl.exchange.importing.lines import Record
from deskctl.exchange.shapes.import_errors import unknown_reference, wrong
from deskctl.names import DEFAULT_POLICY
from deskctl.sla.facts import Instant, instant_of
from deskctl.sla.policy import Policy
from deskctl.store.facts.policies import PolicyCache, current_version, policy_of_options
from deskctl.store.port import Reader

_ENDS = frozenset({"closed", "closed_without_answer", "duplicate_of", "voided"})

_AMENDMENTS = ("calendar_day", "calendar_year")


class PolicyPins:
    """The policies of a desk: that of each customer's contract, in the version of this desk.

    Create it before any policy is read from the file, so that a line without a version means the desk's own.
    """

    def __init__(self, conn: Reader) -> None:
        self._conn = conn
        names = [name for (name,) in conn.execute("SELECT DISTINCT id FROM policy_version")]
        self._versions = {name: current_version(conn, name) for name in names}
        self._policies: dict[str, str] = {}
        self._cache = PolicyCache(conn)
        self._amended = False

    def read_contracts(self) -> None:
        """Read the policies of the contracts; call it when all reference records are staged."""
        self._policies = policies_of_customers(self._conn)
        self._amended = any(self._conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _AMENDMENTS)
        self.read_from(self._conn)

    def read_from(self, conn: Reader) -> None:
        """Read policies and days from another connection from now on, as another process must."""
        self._cache = PolicyCache(conn)

    def policy_of(self, record: Record, line: int) -> Policy:
        """Return the policy of a ticket; raises `BadData` if the desk does not have that name and version."""
        name = record.get("policy") or self._policies.get(record["customer"], DEFAULT_POLICY)
        if not isinstance(name, str):
            raise wrong(line, "policy", name, "a text")
        version = record.get("policy_version") or self._versions.get(name)
        if not isinstance(version, str):
            raise unknown_reference(line, "policy", "policy", name)
        try:
            return self._cache.load(name, version, _ended_at(record) if self._amended else None)
        except NotFound as error:
            raise unknown_reference(line, "policy_version", "policy", f"{name} {version}") from error


def _ended_at(record: Record) -> Instant | None:
    """Return when the end of a ticket was recorded; None if it is not over. The record must be checked before."""
    ends = [entry for entry in record["timeline"] if entry["event"] in {*_ENDS, "reopened"}]
    last = max(ends, key=lambda entry: entry["seq"], default=None)
    if last is None or last["event"] not in _ENDS:
        return None
    return instant_of(last.get("recorded_at") or last["at"])


def policies_of_customers(conn: Reader) -> dict[str, str]:
    """Return the policy of each customer's contract; a later contract overrides an earlier one."""
    rows = (
        (customer, json.loads(options))
        for customer, options in conn.execute(
            "SELECT customer, options FROM contract ORDER BY maintenance_start NULLS FIRST, rowid"
        )
    )
    return {customer: policy_of_options(options) for customer, options in rows if options}
