"""Checking the rules against two weeks of roster: steps that reach nobody, gaps, unknown channels, endless rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deskctl.config.messages import MessageSettings
from deskctl.language.i18n import N_
from deskctl.notify.escalation.people import ReachablePeople
from deskctl.notify.escalation.rule_conditions import CATASTROPHIC, CLOCK_STOPPED
from deskctl.notify.escalation.rules import RESPONSIBLE, Escalation, EscalationRule
from deskctl.queries.messages.reachable_staff import ROLE_WORDS
from deskctl.store.facts.people import on_call
from deskctl.store.port import Reader

DAYS = 14
_HOUR = 3_600
_OWNER = "owner"
NOBODY = N_("nobody can be reached: not even the fallback")
FALLBACK = N_("only the fallback is reached")
GAP = N_("the roster has a gap: nobody is on call")
UNKNOWN = N_("a channel that is not in the settings")
UNKNOWN_WORD = N_("nobody with this name or role")
ENDLESS = N_("no event ends this rule")
UNREACHABLE = N_("has neither a mail address nor a channel")


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """A problem that would prevent notices: where, what, and its period."""

    where: str
    what: str
    start: int | None = None
    end: int | None = None


def notice_problems(conn: Reader, escalation: Escalation, settings: MessageSettings, at: int) -> list[NoticeProblem]:
    """Return the problems that would prevent notices during the next two weeks."""
    people = ReachablePeople(conn, settings, at)
    reaches = {hour: people.at(hour) for hour in range(at, at + DAYS * 24 * _HOUR, _HOUR)}
    gaps = [*_people(reaches[at], settings)]
    gaps += _stretches("on_call_lead", GAP, [hour for hour in reaches if on_call(conn, hour) is None])
    for rule in escalation.rules:
        gaps += _of_rule(escalation, rule, reaches)
    return gaps


def _people(reach: ReachablePeople, settings: MessageSettings) -> Iterator[NoticeProblem]:
    for person in reach.staff.values():
        for name in person.channels:
            if name not in settings.channels:
                yield NoticeProblem(f"{person.id}: {name}", UNKNOWN)
        if not person.email and not person.channels:
            yield NoticeProblem(person.id, UNREACHABLE)


def _of_rule(
    escalation: Escalation, rule: EscalationRule, reaches: Mapping[int, ReachablePeople]
) -> Iterator[NoticeProblem]:
    if rule.kind == CATASTROPHIC and rule.until == CLOCK_STOPPED:
        yield NoticeProblem(rule.name, ENDLESS)
    valid = {*ROLE_WORDS, RESPONSIBLE, *next(iter(reaches.values())).staff}
    yield from (NoticeProblem(f"{rule.name}: {word}", UNKNOWN_WORD) for word in sorted(_named(rule) - valid))
    for number, step in enumerate(rule.steps[:3], 1):
        if {RESPONSIBLE} & {*step.to} or {*step.to} == {_OWNER}:
            continue
        nobody: list[int] = []
        fallback: list[int] = []
        for hour, reach in reaches.items():
            if not reach.ways(step.to, step.by, None):
                (fallback if reach.ways(escalation.fallback, step.by, None) else nobody).append(hour)
        yield from _stretches(f"{rule.name}/{number}", NOBODY, nobody)
        yield from _stretches(f"{rule.name}/{number}", FALLBACK, fallback)


def _named(rule: EscalationRule) -> set[str]:
    return {word for step in rule.steps for word in step.to}


def _stretches(where: str, what: str, hours: list[int]) -> Iterator[NoticeProblem]:
    """Yield a problem for each run of consecutive hours."""
    start = previous = None
    for hour in hours:
        if previous is None or hour != previous + _HOUR:
            if start is not None and previous is not None:
                yield NoticeProblem(where, what, start, previous + _HOUR)
            start = hour
        previous = hour
    if start is not None and previous is not None:
        yield NoticeProblem(where, what, start, previous + _HOUR)
