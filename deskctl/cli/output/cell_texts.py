"""The text of a value in a table or record for people: words for codes, short times, durations, sizes and shares."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from deskctl import clock
from deskctl.cli.output.headings import heading
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.weekdays import WEEKDAY_NAMES, WEEKDAYS
from deskctl.language.words import EVENTS, word
from deskctl.language.words.choices import choice_word
from deskctl.language.words.duties import DUTIES
from deskctl.language.words.message_words import (
    MAIL_KIND_WORDS,
    MAIL_REASON_WORDS,
    MAIL_STATE_WORDS,
    OUTBOX_KIND_WORDS,
    OUTBOX_STATE_WORDS,
    RESULT_KIND_WORDS,
)
from deskctl.language.words.outcomes import OF_RECORD
from deskctl.language.words.records import CALENDAR_ENTRIES, COVER_STATES, STATES_OF
from deskctl.safe_text import one_line, visible
from deskctl.widgets.style.sizes import size_words
from deskctl.widgets.style.times import DAY, short_time, span

_WEEKDAYS = dict(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True))
EMPTY: tuple[Any, ...] = (None, [], {})
SPANS = frozenset({"remaining", "duration", "late_by", "over", "median_margin", "worst_margin"})
_SHARES = frozenset({"rate", "promises_rate", "services_rate"})
_COUNTED = frozenset({"tables", "counts", "libraries", "surroundings"})
"""Mappings whose keys are names of other things, not of fields."""
_CHANGE = {"from", "to"}
_NOTHING = "—"
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("due-row", "kind"): DUTIES,
    ("due-row-full", "kind"): DUTIES,
    ("due-event", "kind"): DUTIES,
    ("due-count", "kind"): DUTIES,
    ("services", "kind"): DUTIES,
    ("mail", "kind"): MAIL_KIND_WORDS,
    ("mail", "state"): MAIL_STATE_WORDS,
    ("mail", "reason"): MAIL_REASON_WORDS,
    ("mail-taken", "kind"): MAIL_KIND_WORDS,
    ("outbox", "kind"): OUTBOX_KIND_WORDS,
    ("outbox", "state"): OUTBOX_STATE_WORDS,
    ("hit", "kind"): RESULT_KIND_WORDS,
    **{(noun, "state"): words for noun, words in STATES_OF.items()},
    ("stock-cover", "state"): COVER_STATES,
    ("calendar-entry", "kind"): CALENDAR_ENTRIES,
    ("calendar-day", "weekday"): {day: day for day in WEEKDAY_NAMES},
    ("history", "event"): {**EVENTS, **OF_RECORD},
    ("setting", "from"): {"option": N_("option"), "file": N_("settings file"), "default": N_("default")},
    ("roster-stretch", "kind"): {"gap": N_("nobody on call"), "overlap": N_("several people on call")},
    ("actor", "known_by"): {"given": N_("named"), "user": N_("user of this machine")},
}
"""The words for codes of a shape or record, or of a list in a record, that mean something else elsewhere."""


def cell_text(name: str, value: Any, of: str) -> str:
    """Return the text of a field of the shape or record `of`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple, Mapping)):
        return ", ".join(_parts(name, value))
    if isinstance(value, (int, float)) and (shown := _number(name, value)):
        return shown
    return _moment(str(value)) or _word(name, str(value), of)


def _number(name: str, value: float) -> str:
    """Return the text of a duration, a size, a share or a whole sum; empty for other numbers."""
    if name in SPANS:
        return _("{time} late").format(time=span(-int(value))) if value < 0 else span(int(value))
    if name == "size":
        return size_words(int(value))
    if name in _SHARES:
        return f"{value:.1%}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else ""


def _parts(name: str, value: Mapping[str, Any] | Sequence[Any]) -> Iterator[str]:
    """Yield the elements of a list, or the parts of a mapping with their headings, without those that are empty."""
    if not isinstance(value, Mapping):
        yield from _hours(value) if name == "hours" else (_item(name, one) for one in value)
        return
    for key, item in value.items():
        if item not in EMPTY and (item != 0 or name not in _COUNTED):
            yield f"{key if name in _COUNTED else heading(key, name)}: {_value(key, item)}"


def _hours(days: Sequence[str]) -> Iterator[str]:
    """Yield weekly hours such as `mon 09:00-17:30`, with consecutive days that have the same hours joined."""
    for hours, same in groupby(days, key=lambda day: day.partition(" ")[2] or day):
        named = [_WEEKDAYS[day] for text in same if (day := text.partition(" ")[0]) in _WEEKDAYS]
        first_to_last = "–".join(_(day) for day in dict.fromkeys((named[0], named[-1]))) if named else ""
        yield f"{first_to_last} {hours}".strip()


def _item(name: str, item: Any) -> str:
    """Return an element of a list on one line: a record as the words for its values, a code as its word."""
    if isinstance(item, Mapping):
        return " ".join(_value(key, value) for key, value in item.items())
    return one_line(choice_word(name, str(item)))


def _value(name: str, value: Any) -> str:
    """Return a value within another on one line: a time in its short form, a code as its word, a change as both."""
    if isinstance(value, Mapping) and value.keys() == _CHANGE:
        return f"{_value(name, value['from']) or _NOTHING} → {_value(name, value['to']) or _NOTHING}"
    if isinstance(value, Mapping):
        return _item(name, value)
    if isinstance(value, (list, tuple)):
        return ", ".join(_item(name, one) for one in value)
    if value is None or isinstance(value, (bool, float)):
        return cell_text(name, value, "")
    return _moment(str(value)) or one_line(choice_word(name, str(value)))


def _word(name: str, value: str, of: str) -> str:
    if name == "description":
        return visible(value)
    if of == "target":
        from deskctl.cli.output.promise_texts import promise_text

        if (text := promise_text(name, value)) is not None:
            return text
    own = _WORDS.get((of, name), {})
    return one_line(word(own, value) if value in own else choice_word(name, value))


def _moment(text: str) -> str | None:
    """Return a time in its short form; None if the text is not a time."""
    if len(text) < len("2026-11-22T09:30+08:00") or text[10] != "T":
        return None
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return None
    if then.tzinfo is None:
        return None
    at = int(then.timestamp())
    if at < DAY:  # the time of what is shipped with the program, older than anything that a desk records
        return _("from the beginning")
    return short_time(at, int(clock.now().timestamp()), then.tzinfo)
