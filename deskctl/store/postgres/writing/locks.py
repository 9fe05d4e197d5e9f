"""The lock statements of writers: exclusive and parallel writers, and the records that they hold."""

from typing import Any
from zlib import crc32

from deskctl.models.records import record

_TURN = 0x6465736B
_SIGNED = 1 << 31


def lock_statement(*, alone: bool) -> str:
    """Return the statement that waits until nobody else writes, or, if not `alone`, until no exclusive writer does.

    The lock ends with the transaction. Writers that change records on which many tickets depend are exclusive.
    """
    return f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}({_TURN})"


def hold_record(table: str, key: object) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that locks a record; others may still refer to it."""
    return f'SELECT 1 FROM {table} WHERE "{record(table).key[0]}" = ? FOR NO KEY UPDATE', (key,)


def hold_ids(table: str) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that keeps others from assigning ids of a table."""
    return f"SELECT pg_advisory_xact_lock({_TURN}, ?)", (crc32(table.encode()) - _SIGNED,)
