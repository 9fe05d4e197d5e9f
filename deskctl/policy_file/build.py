"""Build a policy from its keys; a mistake names the key and what is allowed there."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskctl.errors import BadPolicy
from deskctl.language.i18n import LANGUAGES, N_
from deskctl.policy_file.keys import choice, flag, section, strings, text
from deskctl.policy_file.policy_keys import PolicyKeys
from deskctl.policy_file.schema import SCOPES, keys_of
from deskctl.policy_file.sections.durations import read_duration
from deskctl.policy_file.sections.holidays import Holidays
from deskctl.policy_file.sections.hours import WORKDAY, EnteredDays, build_calendar
from deskctl.policy_file.sections.promises import (
    read_conditions,
    read_ending,
    read_milestone,
    read_target,
    usual_endings,
)
from deskctl.policy_file.sections.rights import read_right
from deskctl.policy_file.sections.rules import read_rules
from deskctl.sla.calendar import Calendar
from deskctl.sla.gates import GATES
from deskctl.sla.policy import Ending, Gate, Level, Policy, Rules, Severity, Target, Warnings

_WARNINGS = Warnings(0.75, 900)
_DUTIES = "duties"
_ROUTINE_VISIT = "routine_visit"


def build_policy(
    keys: Mapping[str, Any],
    version: str,
    own_days: Holidays | None = None,
    problems: list[BadPolicy] | None = None,
    published: frozenset[int] = frozenset(),
) -> Policy:
    """Return a policy; `own_days` are the desk's own special days, which precede the published ones.

    `published` contains the years whose days the desk has declared complete. With a list of `problems`, mistakes are
    added to it and left out of the policy instead of being raised.
    """
    parts = PolicyKeys(keys, problems)
    zone = parts.one(lambda: _zone(text(keys, "zone")), ZoneInfo("UTC"))
    clauses, calendars, levels, severities = map(parts.names, ("targets", "calendars", "levels", "severities"))
    _head(parts)
    targets, endings = _promises(parts, calendars, clauses)
    _check_duties(parts)
    own = EnteredDays(own_days or {}, published)
    visit_at_call = _words(parts, "visit_at_call")
    return Policy(
        id=parts.one(lambda: text(keys, "id"), ""),
        version=version,
        zone=zone.key,
        calendars=parts.each("calendars", partial(_calendar, zone=zone, own=own), required=True),
        levels=parts.each("levels", partial(_level, calendars=calendars), required=True),
        severities=parts.each("severities", partial(_severity, levels=levels, calendars=calendars), required=True),
        milestones=parts.each("milestones", read_milestone),
        targets=targets,
        endings=endings,
        call_channels=_words(parts, "call_channels"),
        pause_reasons=_words(parts, "pause_reasons"),
        warnings=parts.one(lambda: _warnings(keys.get("warnings", {})), _WARNINGS),
        gates=parts.each("gates", partial(_gate, visit_at_call=visit_at_call)),
        visit_at_call=visit_at_call,
        rights=tuple(parts.each("rights", read_right).values()),
        rules=parts.one(lambda: read_rules(keys), Rules()),
        workdays=parts.one(lambda: _named(keys, "workdays", calendars, _workdays(calendars)), None),
        assumed_severity=parts.one(lambda: _named(keys, "assumed_severity", severities, [None, *severities][-1]), None),
    )


def _check_duties(parts: PolicyKeys) -> None:
    if _DUTIES in parts.keys:
        from deskctl.policy_file.sections.duty_rules import read_duty

        parts.each(_DUTIES, read_duty)


def _promises(
    parts: PolicyKeys, calendars: tuple[str, ...], clauses: tuple[str, ...]
) -> tuple[tuple[Target, ...], tuple[Ending, ...]]:
    read = partial(read_target, calendars=calendars, clauses=clauses)
    targets = tuple(parts.each("targets", read, required=True).values())
    endings = parts.rows("endings", partial(read_ending, clauses=clauses))
    return targets, (*endings, *usual_endings(endings, targets))


def _head(parts: PolicyKeys) -> None:
    keys = parts.keys
    parts.one(lambda: section(keys, "", keys_of("")), keys)
    parts.one(lambda: choice(keys, "scope", "scope", SCOPES) if "scope" in keys else None, None)
    parts.one(lambda: section(keys.get("title", {}), "title", LANGUAGES), keys)
    parts.one(lambda: text(keys, "clauses"), "")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadPolicy(N_("`zone`: there is no time zone {name!r}."), name=name, field="zone") from error


def _words(parts: PolicyKeys, name: str) -> frozenset[str]:
    none: list[str] = []
    return frozenset(parts.one(lambda: strings(parts.keys, name, ""), none))


def _calendar(name: str, value: Any, key: str, *, zone: ZoneInfo, own: EnteredDays) -> Calendar:
    return build_calendar(name, section(value, key), zone, own)


def _named(keys: Mapping[str, Any], name: str, allowed: tuple[str, ...], usual: str | None) -> str | None:
    return choice(keys, name, "", allowed) if name in keys else usual


def _workdays(calendars: tuple[str, ...]) -> str | None:
    return WORKDAY if WORKDAY in calendars else None


def _level(_: str, value: Any, key: str, *, calendars: tuple[str, ...]) -> Level:
    section(value, key, keys_of("levels"))
    return Level(choice(value, "calendar", key, calendars))


def _severity(_: str, value: Any, key: str, *, levels: tuple[str, ...], calendars: tuple[str, ...]) -> Severity:
    section(value, key, keys_of("severities"))
    calendar = choice(value, "calendar", key, calendars) if "calendar" in value else None
    return Severity(choice(value, "level", key, levels), calendar)


def _gate(name: str, value: Any, key: str, *, visit_at_call: frozenset[str]) -> Gate:
    section({name: value}, "gates", GATES)
    section(value, key, keys_of("gates"))
    when = read_conditions(value.get("when", {}), f"{key}.when")
    roles = frozenset(strings(value, "overridden_by", key))
    usual = {"severity": visit_at_call} if name == _ROUTINE_VISIT and visit_at_call else {}
    unless = read_conditions(value["unless"], f"{key}.unless") if "unless" in value else usual
    return Gate(text(value, "clause", key), when, flag(value, "overridden", key), roles, unless)


def _warnings(value: Any) -> Warnings:
    section(value, "warnings", keys_of("warnings"))
    share = value.get("share", _WARNINGS.share)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise BadPolicy(N_("`{key}` must be between 0 and 1."), key="warnings.share", field="warnings.share")
    return Warnings(float(share), read_duration(value.get("left", "15 min"), "warnings.left"))
