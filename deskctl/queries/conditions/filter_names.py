"""The names of people and customers for filter lines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FilterNames:
    """The names of people and customers by id; customers are read when a filter line first needs them."""

    people: Mapping[str, str] = field(default_factory=dict)
    customers: Callable[[], Mapping[str, str]] = dict
