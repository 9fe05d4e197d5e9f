"""The base class of operations: the docstring is the help text, the fields are the form, `run` performs the action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from deskctl.errors import BadData
from deskctl.operations.framework.fields import Field, fields_of
from deskctl.operations.framework.values import read_values, refuse_excluded

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

__all__ = ["Field", "Operation", "build", "fields_of"]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An action on a ticket. Most subclasses only name the `event` that they record; the fields become its data.

    Order and permission:

    - `gates`: the promises that must be kept first.
    - `follows`: one of these events must have happened, with none of `until` after it.
    - `barred_by`: the operation is refused after one of these events, until one of `until` ends that.
    - `per_person`: for these three, only the actor's own actions count.
    - `needs_customer`: it waits until the ticket's customer is identified.
    - `actor_field`: the field with the contact whose word is recorded; that contact is the actor of the action.
    - `by_vendor`: a vendor's engineer may be the actor.
    - `begins_work`: it begins something new, so what it concerns and its customer must not be retired.
    - `alone`: it excludes all other writers, because it changes records that many tickets use; by default every
      operation that is not on a ticket.
    - `offline`: it can be recorded without access to the desk and sent in later, whatever others do meanwhile.

    Fields and command line:

    - `about`: the field with the id of the record that an operation without a ticket is about.
    - `shows`: the noun of the record that it changes, if that is not its own noun.
    - `may_show`: the nouns of other records that it may change, depending on its fields.
    - `operand`: the field that the command line takes as a plain argument.
    - `names_ticket`: the field that may be given in place of the ticket.
    - `after_slash`: the field that may follow the ticket's name after a slash.
    - `needed`: fields that are required here, though optional where they are declared.
    - `excludes`: fields, each with those that cannot be given beside it.
    - `other_names`: alternative names of fields, each with the declared name.
    - `has_secret`: it takes a password.
    - `in_editor`: without its texts, the command line opens an editor for them.
    - `also`: events that it may record beside its own.
    - `example`: a command line that works on the demo desk.
    """

    noun: ClassVar[str]
    verb: ClassVar[str]
    event: ClassVar[str] = ""
    on_ticket: ClassVar[bool] = True
    gates: ClassVar[tuple[str, ...]] = ()
    follows: ClassVar[tuple[str, ...]] = ()
    until: ClassVar[tuple[str, ...]] = ()
    barred_by: ClassVar[tuple[str, ...]] = ()
    per_person: ClassVar[bool] = False
    actor_field: ClassVar[str | None] = None
    by_vendor: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[str | None] = None
    operand: ClassVar[str | None] = None
    shows: ClassVar[str] = ""
    may_show: ClassVar[tuple[str, ...]] = ()
    after_slash: ClassVar[str | None] = None
    names_ticket: ClassVar[str | None] = None
    needed: ClassVar[tuple[str, ...]] = ()
    needs_customer: ClassVar[bool] = False
    offline: ClassVar[bool] = False
    begins_work: ClassVar[bool] = False
    alone: ClassVar[bool | None] = None
    excludes: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    other_names: ClassVar[Mapping[str, str]] = {}
    has_secret: ClassVar[bool] = False
    in_editor: ClassVar[bool] = False
    example: ClassVar[str] = ""

    @classmethod
    def changed_noun(cls) -> str:
        """Return the noun of the record that the action changes."""
        return cls.shows or cls.noun

    def record_noun(self) -> str:
        """Return the noun of the record that this action changes, which the fields may determine."""
        return self.changed_noun()

    @classmethod
    def help(cls) -> str:
        """Return the first sentence of the docstring."""
        return (cls.__doc__ or "").strip().partition("\n")[0]

    @classmethod
    def required_on(cls, conn: "Reader", ticket: int) -> tuple[str, ...]:  # noqa: ARG003
        """Return the optional fields that are required on a ticket, which does not have their values."""
        return ()

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:  # noqa: ARG003
        """Return the optional fields that the values of others require; `texts` has those that are filled in."""
        return ()

    @classmethod
    def optional_on(cls, conn: "Reader", texts: Mapping[str, str]) -> tuple[str, ...]:  # noqa: ARG003
        """Return the fields of `required_with` that are optional after all because of what is stored."""
        return ()

    def data(self) -> dict[str, Any]:
        """Return the fields that have a value, as the action stores them."""
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
        """Return the ticket that the fields name, if the operation was requested without a ticket."""
        return None

    def happened_at(self, desk: "Desk") -> "Instant":
        """Return when the action happened: the requested time, unless a field contains it."""
        return desk.requested_at

    def run(self, desk: "Desk") -> None:
        """Perform the operation: by default record the event with the fields as its data."""
        desk.record(self.event, self.data(), actor=getattr(self, self.actor_field) if self.actor_field else None)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make the operation from values that a person or script entered; `BadData` names the field that is wrong."""
        try:
            given = cls.normalised(values)
            refuse_excluded(cls.excludes, given)
            return cls(**read_values(fields_of(cls), given))
        except BadData as error:
            error.noun = cls.noun
            raise

    @classmethod
    def normalised(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values under the declared names of the fields; subclasses accept more forms."""
        return {cls.other_names.get(name, name): value for name, value in values.items()}


def build(operation: type[Operation], values: Mapping[str, Any]) -> Operation:
    """Make an operation from values; `BadData` names the field that is wrong."""
    return operation.of(values)


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_as_stored(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
