"""The remedy of a refusal, as a form that one key opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.errors import Remedy
from deskctl.language.i18n import _
from deskctl.language.words.steps import step_word
from deskctl.names import ticket_number


@dataclass(frozen=True, slots=True)
class RemedyForm:
    """An operation that opens the way, with the ticket it is for and what is known of its fields already."""

    noun: str
    verb: str
    number: int | None
    preset: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The operation as its form is called."""
        return step_word(self.noun, self.verb)

    @property
    def first(self) -> str:
        """What a refusal says of it."""
        return _("First: {step}").format(step=self.name)


def way_in_words(remedy: Remedy | None, form: RemedyForm | None, who: str) -> str:
    """Return the way out as a person reads it: the operation to take first, or who must take it; empty if unknown."""
    if form is not None:
        return form.first
    if remedy is None or not who:
        return ""
    return _("Ask {who} to do this first: {step}").format(who=who, step=step_word(*remedy.do.split(".", 1)))


def remedy_form(remedy: Remedy | None) -> RemedyForm | None:
    """Return the form of a remedy; None if there is none, or if somebody else must take the action."""
    if remedy is None or remedy.who is not None:
        return None
    noun, verb = remedy.do.split(".", 1)
    number = None if remedy.ticket is None else ticket_number(remedy.ticket)
    return RemedyForm(noun, verb, number, remedy.known_fields)
