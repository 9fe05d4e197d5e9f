"""A caller without a record: what was typed where nobody was found is a name, with a phone number if there is one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.language.i18n import _
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import wrap

_ID = re.compile(r"P-\d+", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d \-]{4,}\d")


@dataclass(frozen=True, slots=True)
class NewCaller:
    """Somebody who is not on record."""

    name: str
    phone: str | None


def new_caller(picker: RefPicker) -> NewCaller | None:
    """Return who was typed if nobody on record fits; None if somebody does, or an id or only a number was typed."""
    typed = picker.picked.strip()
    if not typed or picker.known or not picker.found_nobody or _ID.fullmatch(typed):
        return None
    phone = _PHONE.search(typed)
    name = _PHONE.sub(" ", typed).strip(" ,;/()")
    return NewCaller(name, phone[0].strip() if phone else None) if name else None


def with_new_caller(values: Mapping[str, Any], caller: NewCaller | None) -> dict[str, Any]:
    """Return the values of the form with the caller's name in place of a contact."""
    if caller is None:
        return dict(values)
    others = {name: value for name, value in values.items() if name != "contact"}
    phone = {"phone": caller.phone} if caller.phone else {}
    return {**others, "caller_name": caller.name, **phone}


def new_caller_lines(caller: NewCaller, width: int) -> list[Line]:
    """Return the lines of the card of somebody who is not on record."""
    texts = (
        _("New caller, not on record: the ticket is opened under this name, and its clocks run."),
        _("Who it is can be said later: {command}.").format(command="ticket identify"),
    )
    head = [(Piece(caller.name, "strong"), Piece(f"  {caller.phone or ''}", "dim"))]
    return [*head, *((Piece(line, "soon"),) for text in texts for line in wrap(text, width))]
