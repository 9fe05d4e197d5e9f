"""The remedy of a refusal, as a form that one key opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.errors import Remedy
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


def remedy_form(remedy: Remedy | None) -> RemedyForm | None:
    """Return the form of a remedy; None if there is none, or if somebody else must take the action."""
    if remedy is None or remedy.who is not None:
        return None
    noun, verb = remedy.do.split(".", 1)
    number = None if remedy.ticket is None else ticket_number(remedy.ticket)
    return RemedyForm(noun, verb, number, remedy.known)
