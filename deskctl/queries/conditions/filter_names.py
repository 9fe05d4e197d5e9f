"""The names of people and customers for filter lines."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

_NOBODY: Mapping[str, str] = {}


class FilterNames(NamedTuple):
    """The names of people and customers by id; customers are read when a filter line first needs them."""

    people: Mapping[str, str] = _NOBODY
    customers: Callable[[], Mapping[str, str]] = dict
