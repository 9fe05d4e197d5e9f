"""The contract of a customer that is in force at a time, and whether another follows a contract."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EVER = "9999-12-31"
FOLLOWED = (
    "EXISTS (SELECT 1 FROM contract AS later WHERE later.customer = contract.customer AND later.retired_at IS NULL"
    f" AND coalesce(later.maintenance_end, '{_EVER}') > contract.maintenance_end)"
)
"""True of a contract if another one of its customer ends later."""
_OF_CUSTOMER = "SELECT * FROM contract WHERE customer = ?"


def contract_in_force(conn: Reader, customer: str | None, at: Instant, zone: tzinfo) -> dict[str, Any]:
    """Return the contract of a customer that `in_force` chooses for a time; empty if there is none."""
    return in_force(rows_by_name(conn, _OF_CUSTOMER, (customer,)), at, zone)


def in_force(contracts: Iterable[dict[str, Any]], at: Instant, zone: tzinfo) -> dict[str, Any]:
    """Return the contract of a customer that covers the day of a time; of several the one that began last.

    Where none covers it: the one that ended last, else the next to begin, else a retired one; empty if there is none.
    """
    return min(contracts, key=partial(_precedence, at=at, day=_day(at, zone)), default={})


def covers(contract: Mapping[str, Any], at: Instant, zone: tzinfo) -> bool:
    """Return whether a contract covers the day of a time; a desk without contracts or dates covers every day."""
    return _rank(contract, at, _day(at, zone)) is _Rank.COVERS


def is_followed(conn: Reader, contract: str) -> bool:
    """Return whether another contract of the same customer ends later."""
    return bool(conn.execute(f"SELECT 1 FROM contract WHERE id = ? AND {FOLLOWED}", [contract]).fetchone())


class _Rank(IntEnum):
    """What a contract is on a day, in the order in which contracts are chosen."""

    COVERS = 0
    ENDED = 1
    TO_COME = 2
    RETIRED = 3


def _rank(contract: Mapping[str, Any], at: Instant, day: str) -> _Rank:
    retired_at = contract.get("retired_at")
    if retired_at is not None and retired_at <= at:
        return _Rank.RETIRED
    if (contract.get("maintenance_start") or "") > day:
        return _Rank.TO_COME
    return _Rank.ENDED if (contract.get("maintenance_end") or _EVER) < day else _Rank.COVERS


def _precedence(contract: Mapping[str, Any], at: Instant, day: str) -> tuple[int, int, int, int, str]:
    """Return what contracts are sorted by: the first one is in force."""
    start, end = contract["maintenance_start"], contract["maintenance_end"] or _EVER
    rank, begins, ends = _rank(contract, at, day), _ordinal(start) if start else 0, _ordinal(end)
    latest = {_Rank.COVERS: -begins, _Rank.ENDED: -ends}.get(rank, 0)
    return rank, latest, begins, -ends, contract["id"]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _day(at: Instant, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at, zone).date().isoformat()


def policies_of_contracts(conn: Reader) -> frozenset[str]:
    """Return the ids of the policies that contracts name."""
    from deskctl.store.facts.policies import policy_of_options

    chosen = conn.execute("SELECT DISTINCT options FROM contract WHERE retired_at IS NULL")
    return frozenset(policy_of_options(json.loads(options or "{}")) for (options,) in chosen)
