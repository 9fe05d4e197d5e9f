"""The first field of a new ticket, which finds the caller by name, customer, phone or serial number."""

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
    """Finds people, and offers new callers: at a known customer, at a new one, or by name alone."""

    @dataclass
    class NewChosen(Message):
        """A caller who is not on record was chosen."""

    def __init__(self, text: str, store: str) -> None:
        super().__init__("contact", text, store)
        self._chosen: NewCaller | None = None

    @property
    def newcomer(self) -> NewCaller | None:
        """The chosen new caller, or the likeliest one if nobody on record matches; None for a known caller."""
        typed = self.query_one(Input).value.strip()
        if not typed or self._last.typed != typed or (self.known and self._chosen is None):
            return None
        new = new_callers(typed, self._last.callers or _NOBODY)
        if self._chosen in new:
            return self._chosen
        return new[0] if new and not self._last.matches else None

    @property
    def is_decided(self) -> bool:
        """True if one person is meant: one on record, or a new caller whom nobody on record could be."""
        newcomer, callers = self.newcomer, self._last.callers or _NOBODY
        return super().is_decided or (newcomer is not None and (newcomer.customer is not None or not callers.people))

    def search(self, conn: "Reader", typed: str) -> RefPicker.Found:
        """Return the people who may be calling; people whose customer alone matches do not count as matches."""
        callers = find_callers(conn, typed, COUNTED)
        return self.Found(typed, list(callers.people) if callers.fit else [], callers)

    def nothing(self, event: RefPicker.Found) -> str:
        """Return the text for no matching person; empty if a customer matches."""
        if event.callers and event.callers.customers:
            return ""
        text = _("no contact, customer, serial number or phone matches {words}")
        return text.format(words=event.typed)

    def labels(self, event: RefPicker.Found) -> dict[str, str]:
        """Return the labels of all listed people by id."""
        return dict((event.callers or _NOBODY).people)

    def options(self, event: RefPicker.Found) -> list[Option]:
        """Return the people and the new callers; a new caller comes first if only a customer matches."""
        callers = event.callers or _NOBODY
        people = [Option(one_line(f"{key}  {label}"), id=key) for key, label in callers.people[:SHOWN]]
        new = new_callers(event.typed, callers)
        offered = [Option(one_line(one.words), id=f"{_NEW}{place}") for place, one in enumerate(new)]
        is_named = bool(new) and new[0].customer is not None
        return [*offered[:1], *people, *offered[1:]] if is_named and not callers.fit else [*people, *offered]

    def take(self, key: str) -> None:
        """Fill in a person; for a new caller, leave the typed text."""
        new = new_callers(self._last.typed, self._last.callers or _NOBODY)
        self._chosen = new[int(key.removeprefix(_NEW))] if key.startswith(_NEW) else None
        if self._chosen is None:
            super().take(key)
        else:
            self.post_message(self.NewChosen())
