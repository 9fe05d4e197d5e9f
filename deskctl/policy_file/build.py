"""Make a policy of its keys, naming the key that is wrong and what is allowed there."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskctl.errors import BadPolicy
from deskctl.i18n import N_
from deskctl.policy_file.holidays import Holidays
from deskctl.policy_file.hours import build_calendar, read_duration
from deskctl.policy_file.keys import choice, section, strings, text
from deskctl.sla.events import EVENTS
from deskctl.sla.gates import GATES
from deskctl.sla.policy import (
    ANCHORS,
    FROM_FIELD,
    OF_THE_LEVEL,
    Conditions,
    Ending,
    Gate,
    Length,
    Level,
    Match,
    Milestone,
    Policy,
    Severity,
    Start,
    Target,
    Warnings,
)
from deskctl.sla.state import NOT_NEEDED, SUPERSEDED, WAIVED

_ATTRIBUTES = ("kind", "channel", "catalog", "level", "severity", "mode", "fault_class", "engineer_on_site")
_SAMPLED_ONLY = ("kind", "channel", "catalog", "engineer_on_site")
_TARGET_KEYS = (
    "milestone",
    "start",
    "length",
    "calendar",
    "soft",
    "when",
    "during",
    "restarts",
    "opens_after",
    "needs",
)
_ENDING_KEYS = ("event", "where", "outcome", "milestones", "clauses", "spared", "standing")
_POLICY_KEYS = (
    "id",
    "title",
    "zone",
    "clauses",
    "call_channels",
    "pause_reasons",
    "warnings",
    "calendars",
    "levels",
    "severities",
    "milestones",
    "targets",
    "endings",
    "gates",
    "visit_at_call",
)


def build_policy(keys: Mapping[str, Any], version: str, own_days: Holidays | None = None) -> Policy:
    """Make a policy; `own_days` are the desk's own special days and go before the published ones."""
    section(keys, "", _POLICY_KEYS)
    zone = _zone(text(keys, "zone"))
    calendars = {
        name: build_calendar(name, section(value, f"calendars.{name}"), zone, own_days or {})
        for name, value in section(keys.get("calendars"), "calendars").items()
    }
    levels = {
        name: Level(choice(value, "calendar", f"levels.{name}", calendars))
        for name, value in section(keys.get("levels"), "levels").items()
    }
    clauses = section(keys.get("targets"), "targets")
    return Policy(
        id=text(keys, "id"),
        version=version,
        zone=zone.key,
        calendars=calendars,
        levels=levels,
        severities={
            name: _severity(value, f"severities.{name}", levels, calendars)
            for name, value in section(keys.get("severities"), "severities").items()
        },
        milestones={
            name: _milestone(name, value, f"milestones.{name}")
            for name, value in section(keys.get("milestones", {}), "milestones").items()
        },
        targets=tuple(_target(clause, value, calendars, clauses) for clause, value in clauses.items()),
        endings=tuple(
            _ending(value, f"endings.{place}", clauses) for place, value in enumerate(keys.get("endings", ()), 1)
        ),
        call_channels=frozenset(strings(keys, "call_channels", "")),
        pause_reasons=frozenset(strings(keys, "pause_reasons", "")),
        warnings=_warnings(section(keys.get("warnings", {}), "warnings", ("share", "left"))),
        gates={
            name: _gate(value, f"gates.{name}")
            for name, value in section(keys.get("gates", {}), "gates", GATES).items()
        },
        visit_at_call=frozenset(strings(keys, "visit_at_call", "")),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadPolicy(N_("`zone`: there is no time zone {name!r}."), name=name, field="zone") from error


def _severity(value: Any, key: str, levels: Mapping[str, Level], calendars: Mapping[str, Any]) -> Severity:
    section(value, key, ("level", "calendar"))
    calendar = choice(value, "calendar", key, calendars) if "calendar" in value else None
    return Severity(choice(value, "level", key, levels), calendar)


def _milestone(name: str, value: Any, key: str) -> Milestone:
    section(value, key, ("event", "until", "voided_by"))
    until = choice(value, "until", key, EVENTS) if "until" in value else None
    event = choice(value, "event", key, EVENTS) if "event" in value else name
    voided = _match(value["voided_by"], f"{key}.voided_by") if "voided_by" in value else None
    return Milestone(event, until, voided)


def _match(value: Any, key: str, *more: str, known: tuple[str, ...] = ()) -> Match:
    if isinstance(value, str):
        value = {"event": value}
    section(value, key, ("event", "where", *more))
    return Match(choice(value, "event", key, (*known, *EVENTS)), section(value.get("where", {}), f"{key}.where"))


def _target(clause: str, value: Any, calendars: Mapping[str, Any], clauses: Mapping[str, Any]) -> Target:
    key = f"targets.{clause}"
    section(value, key, _TARGET_KEYS)
    start = value.get("start")
    pick = partial(choice, value, key=key)
    return Target(
        clause=clause,
        milestone=_milestone_name(value.get("milestone"), f"{key}.milestone"),
        start=Start(
            _match(start, f"{key}.start", "at", known=ANCHORS),
            start.get("at") if isinstance(start, Mapping) else None,
        ),
        length=_length(value.get("length"), f"{key}.length"),
        calendar=pick("calendar", allowed=(OF_THE_LEVEL, *calendars)),
        soft=bool(value.get("soft", False)),
        when=_conditions(value.get("when", {}), f"{key}.when"),
        during=_conditions(value.get("during", {}), f"{key}.during", _SAMPLED_ONLY),
        restarts=bool(value.get("restarts", False)),
        opens_after=pick("opens_after", allowed=clauses) if "opens_after" in value else None,
        needs=pick("needs", allowed=EVENTS) if "needs" in value else None,
    )


def _milestone_name(value: Any, key: str) -> str:
    if isinstance(value, Mapping):
        return FROM_FIELD + text(value, "field", key)
    if value not in EVENTS:
        raise BadPolicy(
            N_("`{key}`: {value!r} is no milestone; it must be an event such as {example}."),
            key=key,
            value=value,
            example="first_response, arrived, resolved",
            field=key,
        )
    return str(value)


def _length(value: Any, key: str) -> Length:
    if isinstance(value, Mapping):
        return Length(moment_in=text(value, "field", key))
    words = str(value).split()
    if len(words) == 2 and words[1].startswith("workday") and words[0].isdigit():  # noqa: PLR2004 - "1 workday"
        return Length(workdays=int(words[0]))
    return Length(seconds=read_duration(value, key))


def _conditions(value: Any, key: str, forbidden: tuple[str, ...] = ()) -> Conditions:
    section(value, key, tuple(name for name in _ATTRIBUTES if name not in forbidden))
    return {name: frozenset(values if isinstance(values, list) else [values]) for name, values in value.items()}


def _ending(value: Any, key: str, clauses: Mapping[str, Any]) -> Ending:
    section(value, key, _ENDING_KEYS)
    for name in ("clauses", "spared"):
        for clause in strings(value, name, key):
            if clause not in clauses:
                raise BadPolicy(
                    N_("`{key}`: there is no target {value!r}."),
                    key=f"{key}.{name}",
                    value=clause,
                    field=f"{key}.{name}",
                )
    return Ending(
        match=_match({name: value[name] for name in ("event", "where") if name in value}, key),
        outcome=choice(value, "outcome", key, (WAIVED, SUPERSEDED, NOT_NEEDED)),
        milestones=frozenset(strings(value, "milestones", key)),
        clauses=frozenset(strings(value, "clauses", key)),
        spared=frozenset(strings(value, "spared", key)),
        standing=bool(value.get("standing", False)),
    )


def _gate(value: Any, key: str) -> Gate:
    section(value, key, ("clause", "when"))
    return Gate(text(value, "clause", key), _conditions(value.get("when", {}), f"{key}.when"))


def _warnings(value: Mapping[str, Any]) -> Warnings:
    return Warnings(float(value.get("share", 0.75)), read_duration(value.get("left", "15 min"), "warnings.left"))
