"""The consequences of an action, which are undone with it: recorded along with it, or later because of it."""

from itertools import takewhile
from typing import TYPE_CHECKING

from deskctl.sla.facts import facts_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.sla.facts import Fact

FOLLOWS_FROM = "seq"
"""In the data of a consequence that was recorded later: the number of the action that it follows from."""
_AGREED, _CHARGED = "charge_agreed", "charged"
_CONSEQUENCES = frozenset(
    {("onsite_requested", "severity"), ("level_changed", "severity"), ("onsite_cancelled", "on_site")}
)


def recorded_along_with(facts: "Sequence[Fact]", fact: "Fact") -> "Iterator[Fact]":
    """Yield the actions that were recorded along with an action, and are undone with it."""
    later = sorted(facts, key=lambda one: one.seq)[fact.seq :]
    placed = takewhile(lambda pair: _follows_at_once(pair[1], fact, pair[0]), enumerate(later, fact.seq + 1))
    at_once = [one for _place, one in placed]
    yield from at_once
    causes = {fact.seq, *(one.seq for one in at_once)}
    yield from (one for one in later if one.data.get(FOLLOWS_FROM) in causes and _is_consequence(one))
    if fact.event == _AGREED:
        yield from _charged_under(facts, fact)


def _charged_under(facts: "Sequence[Fact]", agreement: "Fact") -> "Iterator[Fact]":
    """Yield the charges that were recorded under an agreement, until the next one in force."""
    in_force = facts_in_force(facts)
    after = in_force[in_force.index(agreement) + 1 :] if agreement in in_force else []
    yield from (one for one in takewhile(lambda one: one.event != _AGREED, after) if one.event == _CHARGED)


def _follows_at_once(following: "Fact", fact: "Fact", place: int) -> bool:
    together = (
        following.seq == place and following.recorded_at == fact.recorded_at and FOLLOWS_FROM not in following.data
    )
    return together and _is_consequence(following)


def _is_consequence(fact: "Fact") -> bool:
    return (fact.event, fact.data.get("reason")) in _CONSEQUENCES
