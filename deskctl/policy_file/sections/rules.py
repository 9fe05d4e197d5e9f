"""Read the numbers of the rules for real life: reopenings, pauses, who is on site, late entries, closed months."""

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

_USUAL = Rules()


def read_rules(keys: Mapping[str, Any]) -> Rules:
    """Read the tables of the rules; what they do not say is as usual."""
    tables = {name: section(keys.get(name, {}), name, keys_of(name)) for name in RULE_TABLES}
    reopening = tables["reopening"]
    same_fault = _length(reopening, "same_fault", "reopening", _USUAL.same_fault)
    within = _length(reopening, "within", "reopening", _USUAL.within)
    if _rough(within) < _rough(same_fault):
        key = "reopening.within"
        raise BadPolicy(N_("`{key}` must not be shorter than `same_fault`."), key=key, field=key)
    return Rules(
        same_fault=same_fault,
        within=within,
        answered=_milestones(reopening, "answered", _USUAL.answered),
        again=_milestones(reopening, "again", _USUAL.again),
        on_site=_seconds(tables["on_site"], "for", "on_site", _USUAL.on_site),
        longest_pause=_length(tables["pauses"], "longest", "pauses", _USUAL.longest_pause),
        late_entry=_seconds(tables["late_entry"], "after", "late_entry", _USUAL.late_entry),
        month_closes=_length(tables["month"], "closes", "month", _USUAL.month_closes),
    )


RULE_TABLES = ("reopening", "on_site", "pauses", "late_entry", "month")


def _length(table: Mapping[str, Any], name: str, key: str, usual: Length) -> Length:
    """Read a length of time: a duration, or closing time of the n-th working day."""
    if name not in table:
        return usual
    count, _, unit = str(table[name]).partition(" ")
    if unit in {"workday", "workdays"} and count.isascii() and count.isdecimal():
        return Length(workdays=int(count))
    return Length(seconds=read_duration(table[name], f"{key}.{name}"))


def _seconds(table: Mapping[str, Any], name: str, key: str, usual: int) -> int:
    return read_duration(table[name], f"{key}.{name}") if name in table else usual


def _milestones(table: Mapping[str, Any], name: str, usual: frozenset[str]) -> frozenset[str]:
    if name not in table:
        return usual
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


def _rough(length: Length) -> int:
    return length.seconds if length.seconds is not None else (length.workdays or 0) * DAY
