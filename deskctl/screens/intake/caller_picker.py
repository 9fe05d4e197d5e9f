"""The first line of a new ticket: the caller's first words, in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Input
from textual.widgets.option_list import Option

from deskctl.language.i18n import _
from deskctl.queries.search.callers import Callers, find_callers
from deskctl.safe_text import one_line
from deskctl.screens.form.ref_picker import COUNTED, SHOWN, RefPicker
from deskctl.screens.intake.new_caller import NewCaller, new_callers

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_NEW = "new-"
_NOBODY = Callers((), fit=False, customers=(), rest="")


class CallerPicker(RefPicker):
    """Finds people, and offers somebody new: at a known customer, at a new one, or by name alone."""

    @dataclass
    class NewChosen(Message):
        """Somebody who is not on record was chosen."""

    def __init__(self, text: str, store: str) -> None:
        super().__init__("contact", text, store)
        self._chosen: NewCaller | None = None

    @property
    def newcomer(self) -> NewCaller | None:
        """The new caller who was chosen, or the likeliest if nobody on record fits; None for somebody known."""
        typed = self.query_one(Input).value.strip()
        if not typed or self._last.typed != typed or (self.known and self._chosen is None):
            return None
        new = new_callers(typed, self._last.callers or _NOBODY)
        if self._chosen in new:
            return self._chosen
        return new[0] if new and not self._last.matches else None

    @property
    def is_decided(self) -> bool:
        """True if one person is meant, also somebody new who was named together with a known customer."""
        newcomer = self.newcomer
        return super().is_decided or (newcomer is not None and newcomer.customer is not None)

    def search(self, conn: "Reader", typed: str) -> RefPicker.Found:
        """Return who may be calling; people who only belong to the customer are no matches."""
        callers = find_callers(conn, typed, COUNTED)
        return self.Found(typed, list(callers.people) if callers.fit else [], callers)

    def nothing(self, event: RefPicker.Found) -> str:
        """Return that the words name nobody, and no customer."""
        if event.callers and event.callers.customers:
            return ""
        text = _("no contact, customer, serial number or phone fits {words}")
        return text.format(words=event.typed)

    def labels(self, event: RefPicker.Found) -> dict[str, str]:
        """Return the labels of all people that are listed."""
        return dict((event.callers or _NOBODY).people)

    def options(self, event: RefPicker.Found) -> list[Option]:
        """Return the people, after somebody new of the customer that was named if they only belong to that."""
        callers = event.callers or _NOBODY
        people = [Option(one_line(f"{key}  {label}"), id=key) for key, label in callers.people[:SHOWN]]
        new = new_callers(event.typed, callers)
        offered = [Option(one_line(one.words), id=f"{_NEW}{place}") for place, one in enumerate(new)]
        is_named = bool(new) and new[0].customer is not None
        return [*offered[:1], *people, *offered[1:]] if is_named and not callers.fit else [*people, *offered]

    def take(self, key: str) -> None:
        """Write out a person; what was typed stays for somebody new."""
        new = new_callers(self._last.typed, self._last.callers or _NOBODY)
        self._chosen = new[int(key.removeprefix(_NEW))] if key.startswith(_NEW) else None
        if self._chosen is None:
            super().take(key)
        else:
            self.post_message(self.NewChosen())
