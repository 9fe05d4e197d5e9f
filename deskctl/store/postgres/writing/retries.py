"""Transactions that met another one on the server are run again, a few times."""

from collections.abc import Callable
from typing import TypeVar

import psycopg2

from deskctl.store.postgres.server_errors import MET, in_use

_Result = TypeVar("_Result")
_AT_MOST = 8


def retried(address: str, step: Callable[[], _Result]) -> _Result:
    """Run one transaction, again if it met another one, a limited number of times."""
    for tries_left in reversed(range(_AT_MOST)):
        try:
            return step()
        except psycopg2.Error as error:
            if error.pgcode not in MET:
                raise
            if not tries_left:
                raise in_use(address) from error
    raise AssertionError
