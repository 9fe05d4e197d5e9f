"""The text of a parked call: the caller and the symptom."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from deskctl.errors import DeskError
from deskctl.screens.session.draft_file import Draft
from deskctl.screens.session.store_session import reading
from deskctl.store.facts.rows import row_of

_CALLER, _SYMPTOM = "contact", "title"


def caller_names(store: str, calls: Iterable[Draft]) -> Mapping[str, str]:
    """Return the names of the callers on record by id; empty while the store cannot be read."""
    contacts = {text for call in calls if (text := call.texts.get(_CALLER))}
    if contacts:
        with suppress(DeskError), reading(store) as conn:
            rows = [row_of(conn, _CALLER, id=contact) for contact in contacts]
            return {row["id"]: str(row["name"]) for row in rows if row}
    return {}


def call_words(call: Draft, names: Mapping[str, str]) -> str:
    """Return the caller, by name if it is known, and the symptom."""
    caller = call.texts.get(_CALLER, "")
    return ", ".join(filter(None, [names.get(caller, caller), call.texts.get(_SYMPTOM, "")]))
