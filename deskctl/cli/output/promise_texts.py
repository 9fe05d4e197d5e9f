"""The text of a promise of a policy in a table for people: when it starts, how long it is, in which hours it counts."""

import re
from collections.abc import Callable, Mapping

from deskctl.language.i18n import _
from deskctl.language.time_words.durations import parse_duration
from deskctl.language.words import EVENTS, STARTS, word
from deskctl.language.words.choices import DECISIONS, choice_word
from deskctl.language.words.field_headings import field_heading
from deskctl.sla.policy import FROM_FIELD
from deskctl.widgets.style.times import span

_START = re.compile(r"(?P<event>\w+)(?: \((?P<where>.*)\))?")
_WORKDAY = re.compile(r"workday (?P<number>\d+)")
_TRUTH = {"True": True, "False": False}


def promise_text(name: str, value: str) -> str | None:
    """Return the text of a field of a promise; None if it has none of its own."""
    if value.startswith(FROM_FIELD):
        return _("as recorded")
    make = _TEXTS.get(name)
    return None if make is None else make(value)


def _start(value: str) -> str | None:
    """Return the event that starts a promise, with the values that its data must have."""
    match = _START.fullmatch(value)
    if match is None:
        return None
    event = word(STARTS if match["event"] in STARTS else EVENTS, match["event"])
    if not match["where"]:
        return event
    conditions = (_condition(*pair.split("=", 1)) for pair in match["where"].split(", "))
    return _("{event} ({conditions})").format(event=event, conditions=", ".join(conditions))


def _condition(field: str, value: str) -> str:
    if value not in _TRUTH:
        return choice_word(field, value)
    name = word(DECISIONS, field) if field in DECISIONS else field_heading(field) or field
    return name if _TRUTH[value] else _("not {name}").format(name=name)


def _length(value: str) -> str | None:
    match = _WORKDAY.fullmatch(value)
    if match is None:
        length = parse_duration(value)
        return None if length is None else span(length)
    if match["number"] == "1":
        return _("next working day")
    return _("working day {n}").format(n=match["number"])


def _calendar(value: str) -> str | None:
    return _("by the level") if value == "level" else None


_TEXTS: Mapping[str, Callable[[str], str | None]] = {"start": _start, "length": _length, "calendar": _calendar}
