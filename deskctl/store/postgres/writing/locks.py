"""The locks of writers: who is alone, who goes on beside others, and what each of those holds."""

from typing import Any
from zlib import crc32

from deskctl.models.records import record

_TURN = 0x6465736B
_SIGNED = 1 << 31


def turn(*, alone: bool) -> str:
    """Return what waits until nobody else writes, or until nobody writes alone; the lock ends with the transaction.

    What changes records that many tickets rest on is alone. All else goes on side by side.
    """
    return f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}({_TURN})"


def hold_record(table: str, key: object) -> tuple[str, tuple[Any, ...]]:
    """Return what keeps others off a record; it may still be referred to."""
    return f'SELECT 1 FROM {table} WHERE "{record(table).key[0]}" = ? FOR NO KEY UPDATE', (key,)


def hold_ids(table: str) -> tuple[str, tuple[Any, ...]]:
    """Return what keeps others from giving ids of a table."""
    return f"SELECT pg_advisory_xact_lock({_TURN}, ?)", (crc32(table.encode()) - _SIGNED,)
