"""The people and customers that a filter may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Named:
    """People and customers by their ids; the customers are read when the first filter names one."""

    people: Mapping[str, str] = field(default_factory=dict)
    customers: Callable[[], Mapping[str, str]] = dict
