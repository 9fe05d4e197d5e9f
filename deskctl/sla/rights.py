"""Rights of a policy: which roles may perform which operations, with which values."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from deskctl.sla.facts import NOTHING

AFTER_THE_WINDOW = "after_the_window"
TO_ANOTHER_CUSTOMER = "to_another_customer"
IN_PLACE_OF_ANOTHER = "in_place_of_another"
SITUATIONS = (AFTER_THE_WINDOW, TO_ANOTHER_CUSTOMER, IN_PLACE_OF_ANOTHER)
"""The situations on which a right may depend, besides fields.

A reopening after the window of the policy, a record that gets another customer, or one that names somebody else than
the person whom it names now.
"""

NAMED_IN = ("owner", "staff", "trainer")
"""The fields of records that name a person of the staff who may have a right."""

_ANY = "*"
_NO_VALUE: tuple[Any, ...] = (None, (), [])


class Right(NamedTuple):
    """Operations that only some roles may perform.

    `steps` contains their names, such as `visit.depart`, with a star for any noun or verb. The right applies to every
    use of them, or only to uses with one of the fields `given`, with the values `where`, or in the situation `when`.
    The person `named` by this field of the record has it as well, whatever their roles.
    """

    name: str
    steps: tuple[str, ...]
    roles: frozenset[str]
    clause: str | None = None
    given: frozenset[str] = frozenset()
    where: Mapping[str, frozenset[Any]] = NOTHING
    when: str | None = None
    named: str | None = None

    @property
    def is_for_every_use(self) -> bool:
        """Whether it applies to every use of its operations."""
        return not self.given and not self.where and self.when is None

    @property
    def is_for_roles_only(self) -> bool:
        """Whether every use of its operations needs one of its roles, whoever the record names."""
        return self.is_for_every_use and self.named is None

    def names(self, step: str) -> bool:
        """Return whether it applies to an operation at all."""
        return _names(self.steps, step)

    def concerns(self, fields: Mapping[str, Any], situations: Collection[str]) -> bool:
        """Return whether it applies to a use of its operations; a field that is emptied is given too."""
        emptied = fields.get("clear") or ()
        return (
            (not self.given or any(name in emptied or fields.get(name) not in _NO_VALUE for name in self.given))
            and all(fields.get(name) in values for name, values in self.where.items())
            and (self.when is None or self.when in situations)
        )


def rights_on(
    rights: Iterable[Right], step: str, fields: Mapping[str, Any] | None, situations: Collection[str] = ()
) -> tuple[Right, ...]:
    """Return the rights of which a use of an operation needs one; without fields, those that it needs in any case."""
    named = tuple(right for right in rights if right.names(step))
    if fields is not None:
        return tuple(right for right in named if right.concerns(fields, situations))
    return named if any(right.is_for_roles_only for right in named) else ()


@lru_cache(maxsize=1 << 14)  # the names of all operations against each right
def _names(patterns: tuple[str, ...], step: str) -> bool:
    noun, _, verb = step.partition(".")
    return any(_fits(pattern, noun, verb) for pattern in patterns)


def _fits(pattern: str, noun: str, verb: str) -> bool:
    noun_pattern, _, verb_pattern = pattern.partition(".")
    return noun_pattern in {_ANY, noun} and verb_pattern in {_ANY, verb}
