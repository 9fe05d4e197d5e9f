"""The policy version that an imported ticket is pinned to."""

import json
from collections import defaultdict
from datetime import tzinfo
from typing import Any

from deskctl.errors import NotFound
from deskctl.exchange.importing.lines import Record
from deskctl.exchange.shapes.import_errors import unknown_reference, wrong
from deskctl.names import DEFAULT_POLICY
from deskctl.queries.reference.contracts import in_force
from deskctl.sla.facts import Fact, Instant, instant_of
from deskctl.sla.lifecycle import MAY_CHANGE_END
from deskctl.sla.policy import Policy
from deskctl.store.facts.cases import ended_at
from deskctl.store.facts.policies import PolicyCache, current_version, policy_of_options
from deskctl.store.port import Reader
from deskctl.store.row_statements import column_list

_AMENDMENTS = ("calendar_day", "calendar_year")
_OF_CONTRACT = ("id", "customer", "maintenance_start", "maintenance_end", "retired_at", "options")


class PolicyPins:
    """The policies of a desk: those of the customers' contracts, in the version of this desk.

    Create it before any policy is read from the file, so that a line without a version means the desk's own.
    """

    def __init__(self, conn: Reader) -> None:
        self._conn = conn
        names = [name for (name,) in conn.execute("SELECT DISTINCT id FROM policy_version")]
        self._versions = {name: current_version(conn, name) for name in names}
        self._policies: ContractPolicies | None = None
        self._cache = PolicyCache(conn)
        self._amended = False

    def read_contracts(self, zone: tzinfo) -> None:
        """Read the contracts, whose days are those of a zone; call it when all reference records are staged."""
        self._policies = ContractPolicies(self._conn, zone)
        self._amended = any(self._conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _AMENDMENTS)
        self.read_from(self._conn)

    def read_from(self, conn: Reader) -> None:
        """Read policies and days from another connection from now on, as another process must."""
        self._cache = PolicyCache(conn)

    def policy_of(self, record: Record, line: int) -> Policy:
        """Return the policy of a ticket; raises `BadData` if the desk does not have that name and version."""
        name = record.get("policy") or self._of_contract(record)
        if not isinstance(name, str):
            raise wrong(line, "policy", name, "a text")
        version = record.get("policy_version") or self._versions.get(name)
        if not isinstance(version, str):
            raise unknown_reference(line, "policy", "policy", name)
        try:
            return self._cache.load(name, version, _ended_at(record) if self._amended else None)
        except NotFound as error:
            raise unknown_reference(line, "policy_version", "policy", f"{name} {version}") from error

    def _of_contract(self, record: Record) -> str:
        contracts = self._policies
        return (
            contracts.policy_of(record["customer"], instant_of(record["reported_at"])) if contracts else DEFAULT_POLICY
        )


def _ended_at(record: Record) -> Instant | None:
    """Return when the end of a ticket was recorded; None if it is not over. The record must be checked before."""
    return ended_at([_fact(entry) for entry in record["timeline"] if entry["event"] in MAY_CHANGE_END])


def _fact(entry: Record) -> Fact:
    at = instant_of(entry["at"])
    recorded_at = instant_of(entry["recorded_at"]) if entry.get("recorded_at") else at
    return Fact(entry["seq"], at, entry["event"], entry["data"], recorded_at=recorded_at)


class ContractPolicies:
    """The policies that the contracts of all customers select."""

    def __init__(self, conn: Reader, zone: tzinfo) -> None:
        self._zone = zone
        self._contracts: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in conn.execute(f"SELECT {column_list(_OF_CONTRACT)} FROM contract"):
            contract = dict(zip(_OF_CONTRACT, row, strict=True))
            contract["policy"] = policy_of_options(json.loads(contract["options"] or "{}"))
            self._contracts[contract["customer"]].append(contract)

    def policy_of(self, customer: str | None, reported_at: Instant) -> str:
        """Return the policy of the contract of a customer that was in force when a ticket was reported."""
        contracts = self._contracts.get(customer or "", ())
        return str(in_force(contracts, reported_at, self._zone).get("policy", DEFAULT_POLICY))
