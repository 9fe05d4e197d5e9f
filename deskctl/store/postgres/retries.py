"""Steps that met another one's on the server are taken again, a few times."""

from collections.abc import Callable
from typing import TypeVar

import psycopg2

_Result = TypeVar("_Result")
_MET = frozenset({"23505", "40001", "40P01"})
"""A number that another step took first, an order that cannot be kept, two steps that wait for each other."""
_AT_MOST = 8


def retried(step: Callable[[], _Result]) -> _Result:
    """Take a step that is one transaction; again if it met another one, until that is no accident any more."""
    for _again in range(_AT_MOST - 1):
        try:
            return step()
        except psycopg2.Error as error:
            if error.pgcode not in _MET:
                raise
    return step()
