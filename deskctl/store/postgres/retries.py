"""Transactions that conflicted with another one on the server are run again, a few times."""

from collections.abc import Callable
from typing import TypeVar

import psycopg2

_Result = TypeVar("_Result")
_MET = frozenset({"23505", "40001", "40P01"})
"""Conflicts: a number that another one took first, a serialization failure, a deadlock."""
_AT_MOST = 8


def retried(step: Callable[[], _Result]) -> _Result:
    """Run one transaction, again after a conflict with another one, a limited number of times."""
    for _again in range(_AT_MOST - 1):
        try:
            return step()
        except psycopg2.Error as error:
            if error.pgcode not in _MET:
                raise
    return step()
