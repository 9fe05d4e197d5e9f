"""The document of an inspection or a return visit that was just recorded: the key of the documents leads to it."""

from typing import TYPE_CHECKING

from deskctl.language.i18n import _

if TYPE_CHECKING:
    from deskctl.operations.perform import OperationResult
    from deskctl.screens.base_screen import BaseScreen

_WITH_DOCUMENT = frozenset({"inspected", "inspection_signed", "return_visited"})
_OFFERED = 20
"""The seconds for which the key leads to the new document, as long as the notice is shown."""


def offer_document(screen: "BaseScreen", done: "OperationResult") -> None:
    """Show the key that leads to the document of what was recorded, if it gives one."""
    keys = (one.binding for one in screen.active_bindings.values() if one.binding.action == "documents")
    key, name = next(keys, None), (done.action or "").partition("/")[0]
    if key is None or not _WITH_DOCUMENT & set(done.events):
        return
    screen.session.new_document = name, screen.session.at() + _OFFERED
    words = _("{key} previews, prints or mails the document of {record}.")
    screen.notify(words.format(key=screen.app.get_key_display(key), record=name), timeout=_OFFERED, markup=False)


def take_new_document(screen: "BaseScreen") -> str | None:
    """Return the record whose document is offered, once; None if there is none or the offer is over."""
    name, until = screen.session.new_document
    screen.session.new_document = None, 0
    return name if screen.session.at() < until else None
