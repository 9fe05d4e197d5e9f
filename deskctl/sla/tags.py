"""The words that a ticket is marked with, from its facts."""

from collections.abc import Iterable

from deskctl.sla.facts import Fact

TAGGED, UNTAGGED = "tagged", "untagged"


def standing_tags(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the words in the order in which they were given; `facts` are those that stand."""
    tags: dict[str, None] = {}
    for fact in facts:
        if fact.event in {TAGGED, UNTAGGED}:
            given = fact.data.get("tags")
            for tag in given if isinstance(given, list) else ():
                if fact.event == TAGGED:
                    tags[str(tag)] = None
                else:
                    tags.pop(str(tag), None)
    return tuple(tags)
