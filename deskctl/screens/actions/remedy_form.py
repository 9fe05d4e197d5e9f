"""The remedy of a refusal, as a form that one key opens."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.errors import Remedy
from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.names import ticket_number
from deskctl.screens.session.remedy_hints import ask


@dataclass(frozen=True, slots=True)
class RemedyForm:
    """The operation of a remedy, with its ticket and the known values of its fields."""

    noun: str
    verb: str
    number: int | None
    preset: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the operation."""
        return operation_name(self.noun, self.verb)

    @property
    def first(self) -> str:
        """The text of the remedy in a refusal."""
        return _("First: {step}").format(step=self.name)


def remedy_text(remedy: Remedy | None, form: RemedyForm | None, who: str, tried: Collection[str]) -> str:
    """Return a remedy as text: the operation to perform first, or who must perform it; empty if unknown."""
    if form is not None:
        return form.first
    if remedy is None or not who:
        return ""
    return ask(remedy, who, tried)


def remedy_form(remedy: Remedy | None) -> RemedyForm | None:
    """Return the form of a remedy; None if there is none, or if another person must perform it."""
    if remedy is None or remedy.who is not None:
        return None
    noun, verb = remedy.do.split(".", 1)
    number = None if remedy.ticket is None else ticket_number(remedy.ticket)
    return RemedyForm(noun, verb, number, remedy.known_fields)
