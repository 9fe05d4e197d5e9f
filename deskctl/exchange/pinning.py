"""Which policy a ticket in a file belongs to."""

import json
import sqlite3

from deskctl.errors import NotFound
from deskctl.exchange.complaints import unknown_reference, wrong
from deskctl.exchange.lines import Record
from deskctl.sla.policy import Policy
from deskctl.store.policies import current_version, load_policy, policy_of_profile


class Pinning:
    """The policies of a desk: the one that each customer's contract asks for, in the version of this desk.

    Make it before any policy is read from the file, so that a line that names no version means the desk's own.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        names = [name for (name,) in conn.execute("SELECT DISTINCT id FROM policy_version")]
        self._versions = {name: current_version(conn, name) for name in names}
        self._loaded: dict[tuple[str, str], Policy] = {}
        self._profiles: dict[str, str] = {}

    def read_contracts(self) -> None:
        """Learn what the contracts ask for; call it when all masters are in the store."""
        self._profiles = profiles(self._conn)

    def policy_of(self, record: Record, line: int) -> Policy:
        """Give the policy of a ticket; raises `BadData` where the desk has none of that name and version."""
        name = record.get("policy") or policy_of_profile(self._profiles.get(record["customer"]))
        if not isinstance(name, str):
            raise wrong(line, "policy", name, "a text")
        version = record.get("policy_version") or self._versions.get(name)
        if not isinstance(version, str):
            raise unknown_reference(line, "policy", "policy", name)
        try:
            return self._load(name, version)
        except NotFound as error:
            raise unknown_reference(line, "policy_version", "policy", f"{name} {version}") from error

    def _load(self, name: str, version: str) -> Policy:
        if (name, version) not in self._loaded:
            self._loaded[name, version] = load_policy(self._conn, name, version)
        return self._loaded[name, version]


def profiles(conn: sqlite3.Connection) -> dict[str, str]:
    """Give the profile that each customer's contract names; a later contract overrides an earlier one."""
    told = ((customer, json.loads(options)) for customer, options in conn.execute(
        "SELECT customer, options FROM contract ORDER BY maintenance_start, rowid"
    ))
    return {customer: str(options["profile"]) for customer, options in told if options.get("profile")}
