"""Repeat transactions after a conflict with another one."""

from collections.abc import Callable
from typing import TypeVar

from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.server_errors import CONFLICTS, in_use

_Result = TypeVar("_Result")
_MAX_TRIES = 8


def retried(address: str, step: Callable[[], _Result]) -> _Result:
    """Run one transaction, and repeat it a few times after conflicts; return its result."""
    for tries_left in reversed(range(_MAX_TRIES)):
        try:
            return step()
        except psycopg2.Error as error:
            if error.pgcode not in CONFLICTS:
                raise
            if not tries_left:
                raise in_use(address) from error
    raise AssertionError
