"""Read the numbers of the rules 12 to 24: reopenings, pauses, time on site, late entries, closed months."""

from collections.abc import Mapping
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import section, strings
from deskctl.policy_file.schema import keys_of
from deskctl.policy_file.sections.durations import read_duration
from deskctl.sla.events import EVENTS
from deskctl.sla.periods import DAY
from deskctl.sla.policy import Length, Rules

_DEFAULTS = Rules()


def read_rules(keys: Mapping[str, Any]) -> Rules:
    """Return the rules; a number that the tables do not give has its default."""
    tables = {name: section(keys.get(name, {}), name, keys_of(name)) for name in RULE_TABLES}
    reopening = tables["reopening"]
    same_fault = _length(reopening, "same_fault", "reopening", _DEFAULTS.same_fault)
    within = _length(reopening, "within", "reopening", _DEFAULTS.within)
    if _approximate_seconds(within) < _approximate_seconds(same_fault):
        key = "reopening.within"
        raise BadPolicy(N_("`{key}` must not be shorter than `same_fault`."), key=key, field=key)
    return Rules(
        same_fault=same_fault,
        within=within,
        answered=_milestones(reopening, "answered", _DEFAULTS.answered),
        again=_milestones(reopening, "again", _DEFAULTS.again),
        on_site=_seconds(tables["on_site"], "for", "on_site", _DEFAULTS.on_site),
        longest_pause=_length(tables["pauses"], "longest", "pauses", _DEFAULTS.longest_pause),
        late_entry=_seconds(tables["late_entry"], "after", "late_entry", _DEFAULTS.late_entry),
        month_closes=_length(tables["month"], "closes", "month", _DEFAULTS.month_closes),
    )


RULE_TABLES = ("reopening", "on_site", "pauses", "late_entry", "month")


def _length(table: Mapping[str, Any], name: str, key: str, default: Length) -> Length:
    """Return a length of time: a duration, or a number of working days."""
    if name not in table:
        return default
    count, _, unit = str(table[name]).partition(" ")
    if unit in {"workday", "workdays"} and count.isascii() and count.isdecimal():
        return Length(workdays=int(count))
    return Length(seconds=read_duration(table[name], f"{key}.{name}"))


def _seconds(table: Mapping[str, Any], name: str, key: str, default: int) -> int:
    return read_duration(table[name], f"{key}.{name}") if name in table else default


def _milestones(table: Mapping[str, Any], name: str, default: frozenset[str]) -> frozenset[str]:
    if name not in table:
        return default
    key = f"reopening.{name}"
    for event in strings(table, name, "reopening"):
        if event not in EVENTS:
            raise BadPolicy(
                N_("`{key}`: {value!r} is not a milestone; it must be an event such as {example}."),
                key=key,
                value=event,
                example="arrived, diagnosed",
                field=key,
            )
    return frozenset(strings(table, name, "reopening"))


def _approximate_seconds(length: Length) -> int:
    return length.seconds if length.seconds is not None else (length.workdays or 0) * DAY
