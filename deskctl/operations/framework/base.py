"""What an operation is: a class whose docstring is the help, whose fields are the form, whose `run` does the action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from deskctl.errors import BadData
from deskctl.operations.framework.fields import Field, fields_of
from deskctl.operations.framework.values import read_values

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant

__all__ = ["Field", "Operation", "build", "fields_of"]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An action on a ticket; most only name the event they record, and the fields become its data.

    `gates` are the promises that must be kept first. `follows` are the events of which one must have happened before,
    with no `until` event after it; while one of `barred_by` stands so, it is refused; with `each_for_himself` only the
    actions of who takes it count. `actor_field` names the field with the contact whose word is recorded, who is then
    the actor of the action; `by_vendor` allows a vendor's engineer as actor. `also` are events that it may record along
    with its own. `about` names the field with the id of the record that an action without a ticket is about, `shows`
    the noun of the record that it changes, if it is another than its own, `operand` one that the command line takes
    after it without an option, `names_ticket` one whose value may stand in place of the ticket, `after_slash` the one
    that may follow the ticket's name after a slash. `needed` are fields that are required here, though not where they
    are declared. What `needs_customer` waits until the ticket's customer is identified; what `has_secret` comes with a
    password. What is `offline` can be recorded without the desk at hand and sent in later: nothing that others do
    meanwhile decides it. What changes records that many tickets rest on is recorded `alone`: by default whatever is on
    no ticket. `other_names` are more names of fields, each with the name that it has. `example` is a command line that
    works on the demo desk.
    """

    noun: ClassVar[str]
    verb: ClassVar[str]
    event: ClassVar[str] = ""
    on_ticket: ClassVar[bool] = True
    gates: ClassVar[tuple[str, ...]] = ()
    follows: ClassVar[tuple[str, ...]] = ()
    until: ClassVar[tuple[str, ...]] = ()
    barred_by: ClassVar[tuple[str, ...]] = ()
    each_for_himself: ClassVar[bool] = False
    actor_field: ClassVar[str | None] = None
    by_vendor: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[str | None] = None
    operand: ClassVar[str | None] = None
    shows: ClassVar[str] = ""
    after_slash: ClassVar[str | None] = None
    names_ticket: ClassVar[str | None] = None
    needed: ClassVar[tuple[str, ...]] = ()
    needs_customer: ClassVar[bool] = False
    offline: ClassVar[bool] = False
    alone: ClassVar[bool | None] = None
    other_names: ClassVar[Mapping[str, str]] = {}
    has_secret: ClassVar[bool] = False
    example: ClassVar[str] = ""

    @classmethod
    def changed_noun(cls) -> str:
        """Return the noun of the record that the action changes."""
        return cls.shows or cls.noun

    @classmethod
    def help(cls) -> str:
        """Return the first sentence of the docstring."""
        return (cls.__doc__ or "").strip().partition("\n")[0]

    def data(self) -> dict[str, Any]:
        """Return the given fields, as the action stores them."""
        stored = (field for field in fields_of(type(self)) if field.stored)
        return {
            field.name: _as_stored(value)
            for field in stored
            if (value := getattr(self, field.attribute)) not in (None, ())
        }

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer that every record named here must belong to; None if any customer will do."""
        return desk.case.columns["customer"] if self.on_ticket else None

    def ticket_named(self, desk: "Desk") -> int | None:  # noqa: ARG002
        """Return the ticket that the fields name, for an action requested without a ticket."""
        return None

    def happened_at(self, desk: "Desk") -> "Instant":
        """Return when the action happened: at the requested time, unless the fields state it."""
        return desk.given_at

    def run(self, desk: "Desk") -> None:
        """Perform the operation: by default record the event with the fields as its data."""
        desk.record(self.event, self.data(), actor=getattr(self, self.actor_field) if self.actor_field else None)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make the operation of values from a person or a script; `BadData` names the field that is wrong."""
        try:
            return cls(**read_values(fields_of(cls), cls.spelled(values)))
        except BadData as error:
            error.noun = cls.noun
            raise

    @classmethod
    def spelled(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Spell values as the fields are read; other spellings are accepted if a class defines them."""
        return {cls.other_names.get(name, name): value for name, value in values.items()}


def build(operation: type[Operation], values: Mapping[str, Any]) -> Operation:
    """Make an operation of values; `BadData` names the field that is wrong."""
    return operation.of(values)


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_as_stored(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
