"""Find what is valid but meaningless in a policy file: promises that never start, unknown clauses."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from deskctl.errors import BadPolicy
from deskctl.language.i18n import N_
from deskctl.language.words import CHANNELS
from deskctl.language.words.choices import ROLES
from deskctl.policy_file.schema import ATTRIBUTES
from deskctl.sla.calendar import Calendar
from deskctl.sla.facts import Instant
from deskctl.sla.policy import ANCHORS, FROM_FIELD, OF_THE_LEVEL, Conditions, Policy, Target

_SOME_DAY: Instant = (date(2026, 1, 1) - date(1970, 1, 1)).days * 86_400


def lint_policy(policy: Policy, clauses: Mapping[str, Any], recorded: Collection[str]) -> Iterator[BadPolicy]:
    """Yield the meaningless values of a policy that could be read; `recorded` are the events that operations record."""
    yield from _lists(policy)
    for name, calendar in policy.calendars.items():
        if not any(calendar.week):
            yield _wrong(N_("`{key}` is never open: name hours of a weekday."), f"calendars.{name}.hours")
    for place, target in enumerate(policy.targets):
        yield from _target(policy, target, recorded)
        if target.opens_after is not None and target.opens_after not in {one.clause for one in policy.targets[:place]}:
            key = f"targets.{target.clause}.opens_after"
            yield _wrong(N_("`{key}`: {value!r} must come before the target that it opens."), key, target.opens_after)
    yield from _endings(policy)
    for key, clause in _clauses(policy):
        if clause not in clauses:
            yield _wrong(N_("`{key}`: the clauses file has no {value!r}."), key, clause)
    for name, gate in policy.gates.items():
        yield from _conditions(policy, gate.when, f"gates.{name}.when")
        yield from _conditions(policy, gate.unless, f"gates.{name}.unless")


def _lists(policy: Policy) -> Iterator[BadPolicy]:
    yield from _unknown(policy.call_channels, CHANNELS, "call_channels")
    yield from _unknown(policy.visit_at_call, policy.severities, "visit_at_call")
    for right in policy.rights:
        key = f"rights.{right.name}"
        yield from _unknown(right.roles, ROLES, f"{key}.roles")
        for name, values in (("steps", right.steps), ("roles", right.roles)):
            if not values:
                yield _wrong(N_("`{key}` must name at least one."), f"{key}.{name}")


def _target(policy: Policy, target: Target, recorded: Collection[str]) -> Iterator[BadPolicy]:
    key = f"targets.{target.clause}"
    events = (("start", target.start.match.event), ("needs", target.needs), ("milestone", target.milestone))
    for name, event in events:
        if event is not None and event not in ANCHORS and not event.startswith(FROM_FIELD) and event not in recorded:
            yield _wrong(
                N_("`{key}`: no operation records {value!r}, so the target is never reached."), f"{key}.{name}", event
            )
    for name, conditions in (("when", target.when), ("during", target.during)):
        yield from _conditions(policy, conditions, f"{key}.{name}")
    for name in target.when.keys() & target.during.keys():
        if not target.when[name] & target.during[name]:
            yield _wrong(N_("`{key}`: `when` and `during` never hold together."), f"{key}.during.{name}")
    if target.restarts and not target.during:
        yield _wrong(N_("`{key}`: only a target with `during` can start again."), f"{key}.restarts")
    if not all(_can_be_due(calendar, target.length.seconds) for calendar in _calendars_of(policy, target)):
        yield _wrong(N_("`{key}`: its calendar never has that much open time."), f"{key}.length")


def _calendars_of(policy: Policy, target: Target) -> list[Calendar]:
    levels = {level.calendar for level in policy.levels.values()}
    names = levels if target.calendar == OF_THE_LEVEL else {target.calendar}
    return [policy.calendars[name] for name in sorted(names) if name in policy.calendars]


def _can_be_due(calendar: Calendar, seconds: int | None) -> bool:
    if seconds is None or not any(calendar.week):
        return True
    try:
        calendar.due_at(_SOME_DAY, seconds)
    except ValueError:
        return False
    return True


def _endings(policy: Policy) -> Iterator[BadPolicy]:
    promised = [target.milestone for target in policy.targets]
    fields = any(milestone.startswith(FROM_FIELD) for milestone in promised)
    seen: list[Any] = []
    for place, ending in enumerate(policy.endings, 1):
        if not fields:
            yield from _unknown(ending.milestones, promised, f"endings.{place}.milestones")
        scope = (ending.match, ending.milestones, ending.clauses)
        if scope in seen:
            yield _wrong(N_("`{key}` repeats an earlier ending."), f"endings.{place}")
        seen.append(scope)


def _clauses(policy: Policy) -> Iterator[tuple[str, str]]:
    return chain(
        ((f"targets.{target.clause}", target.clause) for target in policy.targets),
        ((f"gates.{name}.clause", gate.clause) for name, gate in policy.gates.items()),
        ((f"rights.{right.name}.clause", right.clause) for right in policy.rights if right.clause),
    )


def _conditions(policy: Policy, conditions: Conditions, key: str) -> Iterator[BadPolicy]:
    allowed_values = {**ATTRIBUTES, "level": tuple(policy.levels), "severity": tuple(policy.severities)}
    for name, values in conditions.items():
        allowed = allowed_values[name]
        if allowed is not None:
            yield from _unknown(values, allowed, f"{key}.{name}")


def _unknown(values: Collection[Any], allowed: Collection[Any], key: str) -> Iterator[BadPolicy]:
    for value in sorted(set(values) - set(allowed), key=str):
        yield BadPolicy(
            N_("`{key}`: {value!r} is not known; allowed: {allowed}."),
            key=key,
            value=value,
            allowed=", ".join(map(str, dict.fromkeys(allowed))),
            field=key,
        )


def _wrong(template: str, key: str, value: str = "") -> BadPolicy:
    return BadPolicy(template, key=key, value=value, field=key)
