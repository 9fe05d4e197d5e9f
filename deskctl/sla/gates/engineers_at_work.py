"""Which engineers are on site, and which remote sessions are open."""

from collections.abc import Iterable

from deskctl.sla.facts import Fact

_DEPARTED, _ARRIVED, _LEFT = "departed", "arrived", "left_site"
_JOURNEY = frozenset({_DEPARTED, _ARRIVED, _LEFT})
STARTED, ENDED = "remote_started", "remote_ended"


def on_site(facts: Iterable[Fact]) -> dict[str | None, Fact]:
    """Return the engineers who arrived and have not left, each with the fact of arrival; `facts` are in order."""
    present: dict[str | None, Fact] = {}
    for fact in facts:
        if fact.event == _ARRIVED:
            present[fact.actor] = fact
        elif fact.event == _LEFT:
            present.pop(fact.actor, None)
    return present


def under_way(facts: Iterable[Fact], person: str | None) -> Fact | None:
    """Return the fact with which a person set out, if they have not arrived or left since; `facts` are in order."""
    last = None
    for fact in facts:
        if fact.actor == person and fact.event in _JOURNEY:
            last = fact
    return last if last is not None and last.event == _DEPARTED else None


def open_sessions(facts: Iterable[Fact]) -> list[Fact]:
    """Return the starts of the open remote sessions; `facts` are in order.

    An end closes a session of the same engineer, or else the last one.
    """
    running: list[Fact] = []
    for fact in facts:
        if fact.event == STARTED:
            running.append(fact)
        elif fact.event == ENDED and running:
            own = [start for start in running if start.actor == fact.actor]
            running.remove((own or running)[-1])
    return running
