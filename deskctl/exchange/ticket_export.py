"""Exporting tickets in the order in which they were reported, each with all its parts."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import tzinfo
from typing import Any

from deskctl.exchange.importing.lines import Record
from deskctl.exchange.importing.references import ACTORS, is_vendor_engineer
from deskctl.exchange.importing.tickets.policy_pinning import ContractPolicies
from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.kinds import write_time
from deskctl.exchange.shapes.ticket_shapes import (
    ACTION,
    AFFECTED_SITES,
    ASSETS,
    ATTACHED,
    EVALUATION,
    ORDER,
    OUTSIDER,
    REPORT,
    TICKET_SHAPE,
)
from deskctl.sla.facts import Fact, Instant, facts_in_force, instant_of
from deskctl.store.port import Reader, stream
from deskctl.store.row_statements import column_list

_COLUMNS = (*TICKET_SHAPE.columns, "owner_initial", "policy", "policy_version")

_CHANGED = "severity_changed"


class TicketOutput:
    """Writes the tickets of a desk as records.

    `packaged` holds the policies, as (id, version), that every desk has and that are not named on tickets.
    """

    def __init__(self, conn: Reader, zone: tzinfo, packaged: Collection[tuple[str, str]]) -> None:
        self._conn = conn
        self._zone = zone
        self._packaged = packaged
        self._policies = ContractPolicies(conn, zone)
        self._people = {name for noun in ACTORS for (name,) in conn.execute(f"SELECT id FROM {noun}")}

    def records(self, since: Instant | None) -> Iterator[Record]:
        """Yield all tickets, or those changed since a time."""
        columns = column_list(_COLUMNS)
        rows = stream(
            self._conn,
            f"SELECT {columns} FROM ticket WHERE ?1 IS NULL OR changed_at >= ?1 ORDER BY reported_at, number",
            (since,),
        )
        for row in rows:
            yield self._record(row)

    def record(self, number: int) -> Record | None:
        """Return one ticket; None if there is none of that number."""
        columns = column_list(_COLUMNS)
        row = self._conn.execute(f"SELECT {columns} FROM ticket WHERE number = ?", (number,)).fetchone()
        return None if row is None else self._record(row)

    def _record(self, row: tuple[Any, ...]) -> Record:
        number = row[0]
        own = TICKET_SHAPE.as_object(row[: len(TICKET_SHAPE.fields)], self._zone)
        parts = {
            "type": "ticket",
            ASSETS.noun: self._listed(ASSETS, number),
            **self._story(number),
            REPORT.noun: self._many(REPORT, number, "version"),
            **self._attached(number),
            **self._pinned(own, *row[len(TICKET_SHAPE.fields) :]),
        }
        affected = self._listed(AFFECTED_SITES, number)
        if affected:
            parts[AFFECTED_SITES.noun] = affected
        if own["severity_initial"] is None and all(one["event"] != _CHANGED for one in parts[ACTION.noun]):
            own["severity"] = None  # the severity of an imported incident was only assumed
        record = own | parts
        return {name: record[name] for name in ORDER if name in record}

    def _story(self, number: int) -> Mapping[str, Any]:
        actions = self._many(ACTION, number, "seq")
        for action in actions:
            if action["recorded_at"] == action["at"]:
                del action["recorded_at"]
            if action["actor"] not in self._people and not is_vendor_engineer(action["actor"]):
                action[OUTSIDER] = True
        return {ACTION.noun: actions, EVALUATION.noun: self._evaluation(number)}

    def _evaluation(self, number: int) -> Record | None:
        """Return the last evaluation that is not undone."""
        rows = self._conn.execute(
            "SELECT seq, at, event, data FROM action WHERE ticket = ? AND event IN ('evaluated', 'corrected')",
            (number,),
        )
        facts = [Fact(seq, at, event, json.loads(data)) for seq, at, event, data in rows]
        standing = facts_in_force(facts)
        if not standing:
            return None
        last = standing[-1]
        return {"score": last.data.get("score"), "text": last.data.get("text"), "at": write_time(last.at, self._zone)}

    def _listed(self, shape: Shape, number: int) -> list[str]:
        (column,) = shape.columns
        rows = self._conn.execute(
            f"SELECT {column} FROM {shape.stored_in} WHERE ticket = ? ORDER BY position", (number,)
        )
        return [name for (name,) in rows]

    def _attached(self, number: int) -> Record:
        records_of = {shape.noun: self._many(shape, number, "ticket") for shape in ATTACHED}
        return {noun: records[0] for noun, records in records_of.items() if records}

    def _many(self, shape: Shape, number: int, order: str) -> list[Record]:
        columns = column_list(shape.columns)
        rows = self._conn.execute(
            f"SELECT {columns} FROM {shape.stored_in} WHERE ticket = ? ORDER BY {order}", (number,)
        )
        return [shape.as_object(row, self._zone) for row in rows]

    def _pinned(self, own: Record, owner: str | None, policy: str, version: str) -> Record:
        pinned: Record = {} if owner == own["owner"] else {"owner_initial": owner}
        if policy != self._policies.policy_of(own["customer"], instant_of(own["reported_at"])):
            pinned["policy"] = policy
        if (policy, version) not in self._packaged:
            pinned["policy_version"] = version
        return pinned
