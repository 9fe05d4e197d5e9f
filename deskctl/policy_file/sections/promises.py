"""Read the promises of a policy file: targets, milestones and endings."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.policy_file.keys import choice, flag, section, strings, text
from deskctl.policy_file.schema import ATTRIBUTES, keys_of
from deskctl.policy_file.sections.durations import read_duration
from deskctl.sla.events import EVENTS
from deskctl.sla.milestones import Match, Milestone, usual_milestone
from deskctl.sla.policy import ANCHORS, FROM_FIELD, OF_THE_LEVEL, UNCHANGING, Conditions, Ending, Length, Start, Target
from deskctl.sla.state import NOT_NEEDED, SUPERSEDED, WAIVED

ENDED_BY_RESOLUTION = (
    "logged",
    "engineer_notified",
    "onsite_reply",
    "departed",
    "arrived",
    "diagnosed",
    "loaner_provided",
    "dev_team_engaged",
    "part_requested",
)
"""The milestones that are no longer needed after a resolution (rule 12)."""


def read_target(clause: str, value: Any, key: str, *, calendars: Iterable[str], clauses: Iterable[str]) -> Target:
    """Return a promise; `calendars` and `clauses` are the names that the file defines."""
    section(value, key, keys_of("targets"))
    pick = partial(choice, value, key=key)
    start = _start(value.get("start"), f"{key}.start")
    target = Target(
        clause=clause,
        milestone=_milestone_name(value.get("milestone"), f"{key}.milestone"),
        start=start,
        length=_length(value.get("length"), f"{key}.length"),
        calendar=pick("calendar", allowed=(OF_THE_LEVEL, *calendars)),
        soft=flag(value, "soft", key),
        when=read_conditions(value.get("when", {}), f"{key}.when"),
        during=read_conditions(value.get("during", {}), f"{key}.during", UNCHANGING),
        restarts=flag(value, "restarts", key),
        opens_after=pick("opens_after", allowed=clauses) if "opens_after" in value else None,
        needs=pick("needs", allowed=EVENTS) if "needs" in value else None,
    )
    if start.match.event in ANCHORS:
        for name in ("milestone", "length"):
            _no_field(value[name], f"{key}.{name}")
    return target


def read_milestone(name: str, value: Any, key: str) -> Milestone:
    """Return a milestone with what is special about reaching it."""
    section({name: value}, "milestones", EVENTS)
    section(value, key, keys_of("milestones"))
    default = usual_milestone(name)
    return Milestone(
        event=choice(value, "event", key, EVENTS) if "event" in value else name,
        until=_events(value, "until", key, default.until),
        voided_by=_match(value["voided_by"], f"{key}.voided_by") if "voided_by" in value else None,
        answered_by=_events(value, "answered_by", key, default.answered_by),
    )


def usual_endings(endings: Iterable[Ending], targets: Iterable[Target]) -> Iterator[Ending]:
    """Yield the ending by a resolution, unless the policy defines one: open promises are no longer needed."""
    promised = {target.milestone for target in targets}
    has_variable_milestone = any(milestone.startswith(FROM_FIELD) for milestone in promised)
    milestones = frozenset(name for name in ENDED_BY_RESOLUTION if has_variable_milestone or name in promised)
    if milestones and not any(ending.match.event == "resolved" and ending.milestones for ending in endings):
        yield Ending(Match("resolved"), NOT_NEEDED, milestones)


def read_ending(value: Any, key: str, *, clauses: Iterable[str]) -> Ending:
    """Return an ending: an event that ends clocks without keeping the promise."""
    section(value, key, keys_of("endings"))
    for name in ("clauses", "spared"):
        for clause in strings(value, name, key):
            if clause not in clauses:
                named = f"{key}.{name}"
                raise BadPolicy(N_("`{key}`: there is no target {value!r}."), key=named, value=clause, field=named)
    return Ending(
        match=_match({name: value[name] for name in ("event", "where") if name in value}, key),
        outcome=choice(value, "outcome", key, (WAIVED, SUPERSEDED, NOT_NEEDED)),
        milestones=frozenset(strings(value, "milestones", key)),
        clauses=frozenset(strings(value, "clauses", key)),
        spared=frozenset(strings(value, "spared", key)),
        standing=flag(value, "standing", key),
    )


def read_conditions(value: Any, key: str, forbidden: Iterable[str] = ()) -> Conditions:
    """Return conditions: each attribute with the values that satisfy it, given as one value or a list."""
    section(value, key, tuple(name for name in ATTRIBUTES if name not in forbidden))
    read = {name: values if isinstance(values, list) else [values] for name, values in value.items()}
    for name, values in read.items():
        if not values or not all(isinstance(item, str | bool) for item in values):
            named = f"{key}.{name}"
            raise BadPolicy(N_("`{key}` must name at least one value."), key=named, field=named)
    return {name: frozenset(values) for name, values in read.items()}


def _events(table: Mapping[str, Any], name: str, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the events of a key, given as one event or a list of them."""
    if name not in table:
        return default
    value = table[name]
    values = value if isinstance(value, list) else [value]
    return tuple(choice({name: one}, name, key, EVENTS) for one in values)


def _match(value: Any, key: str, *more: str, own_events: tuple[str, ...] = ()) -> Match:
    if isinstance(value, str):
        value = {"event": value}
    section(value, key, ("event", "where", *more))
    return Match(choice(value, "event", key, (*own_events, *EVENTS)), section(value.get("where", {}), f"{key}.where"))


def _start(value: Any, key: str) -> Start:
    match = _match(value, key, "at", own_events=ANCHORS)
    return Start(match, text(value, "at", key) if isinstance(value, Mapping) and "at" in value else None)


def _milestone_name(value: Any, key: str) -> str:
    if isinstance(value, Mapping):
        section(value, key, ("field",))
        return FROM_FIELD + text(value, "field", key)
    if value not in tuple(EVENTS):
        raise BadPolicy(
            N_("`{key}`: {value!r} is not a milestone; it must be an event such as {example}."),
            key=key,
            value=value,
            example="first_response, arrived, resolved",
            field=key,
        )
    return str(value)


def _length(value: Any, key: str) -> Length:
    if isinstance(value, Mapping):
        section(value, key, ("field",))
        return Length(moment_in=text(value, "field", key))
    count, _, unit = str(value).partition(" ")
    if unit in {"workday", "workdays"} and count.isdecimal():
        return Length(workdays=int(count))
    seconds = read_duration(value, key)
    if seconds == 0:
        raise BadPolicy(N_("`{key}`: a promise cannot have the length 0."), key=key, field=key)
    return Length(seconds=seconds)


def _no_field(value: Any, key: str) -> None:
    if isinstance(value, Mapping):
        raise BadPolicy(
            N_("`{key}`: only an event has fields; {starts} do not."), key=key, starts=", ".join(ANCHORS), field=key
        )
