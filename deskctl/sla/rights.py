"""Rights as the policy states them, by operation and by the values that it names."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING

AFTER_THE_WINDOW = "after_the_window"
SITUATIONS = (AFTER_THE_WINDOW,)
"""What a right may ask for beside the fields of its action: a reopening later than the policy's window."""

_ANY = "*"


class Right(NamedTuple):
    """Some actions that only some roles may take.

    `steps` name them as `visit.depart`, a star for any noun or verb. It concerns every use of them, or those that name
    one of the fields `given`, that have the values `where`, or that meet the situation `when`.
    """

    name: str
    steps: tuple[str, ...]
    roles: frozenset[str]
    clause: str | None = None
    given: frozenset[str] = frozenset()
    where: Mapping[str, frozenset[Any]] = NOTHING
    when: str | None = None

    @property
    def is_for_every_use(self) -> bool:
        """Whether it concerns an action whatever it names."""
        return not self.given and not self.where and self.when is None

    def names(self, step: str) -> bool:
        """Return whether it concerns an action at all."""
        noun, _, verb = step.partition(".")
        return any(_fits(pattern, noun, verb) for pattern in self.steps)

    def concerns(self, fields: Mapping[str, Any], situations: Collection[str]) -> bool:
        """Return whether it concerns a use of its actions."""
        return (
            (not self.given or any(fields.get(name) not in (None, (), []) for name in self.given))
            and all(fields.get(name) in values for name, values in self.where.items())
            and (self.when is None or self.when in situations)
        )


def rights_on(
    rights: Iterable[Right], step: str, fields: Mapping[str, Any] | None, situations: Collection[str] = ()
) -> tuple[Right, ...]:
    """Return the rights that a use of an action needs one of; without fields those that it needs in any case."""
    named = tuple(right for right in rights if right.names(step))
    if fields is not None:
        return tuple(right for right in named if right.concerns(fields, situations))
    return named if any(right.is_for_every_use for right in named) else ()


def _fits(pattern: str, noun: str, verb: str) -> bool:
    wanted_noun, _, wanted_verb = pattern.partition(".")
    return wanted_noun in {_ANY, noun} and wanted_verb in {_ANY, verb}
