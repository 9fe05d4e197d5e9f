"""Properties that hold for any recorded actions in any order: a defined state, no negative time, no crash."""

from random import Random

import pytest
from builders import at, demo_cases, packaged
from hypothesis import given, settings
from hypothesis import strategies as st

from deskctl.sla.clocks import derive
from deskctl.sla.events import EVENTS
from deskctl.sla.facts import Case, Fact, Instant, Intake
from deskctl.sla.lifecycle import STATUSES, TRANSITIONS
from deskctl.sla.policy import OF_THE_LEVEL, Policy
from deskctl.sla.state import OPEN, STATES, SUPERSEDED, Clock, state_at
from deskctl.sla.timeline import Story

START = at("Mon 08:00")
ROW = 10
"""How many cases are checked for each drawn number, as drawing one costs more than checking it."""
laws = settings(max_examples=250, deadline=None)
SIGNIFICANT = sorted(
    {
        *TRANSITIONS,
        *(event for target in packaged().targets for event in (target.start.match.event, target.milestone)),
        *(ending.match.event for ending in packaged().endings),
        *("corrected", "level_changed", "severity_changed", "emergency_declared", "paused"),
    }
    & set(EVENTS)
)
ODD = (None, "", "x", 7, [], ["severe"], {}, True, "2026-11-02", "2026-11-02T10:00:00", "9999-12-31T23:59:59-12:00")
SENSIBLE = {
    "to": ("catastrophic", "severe", "general", "urgent", "routine", "full_urgent", "EN1"),
    "reason": ("customer_request", "customer_no_access", "waiting_part"),
    "milestone": ("arrived", "resolved", "engineer_response"),
    "by": ("2026-11-03T10:00:00+08:00", "2026-11-01T10:00:00+08:00"),
    "notice_at": ("2026-11-02T09:00:00+08:00", "2026-11-05T09:00:00Z"),
    "kind": ("looser", "tighter"),
    "fault_class": ("hard", "soft"),
    "cause_class": ("application", "development_defect_severe"),
    "accepted": (True, False),
    "symptom": (True, False),
    "seq": tuple(range(1, 13)),
}


def a_case(number: int) -> Case:
    """Return the case with a number: mostly sensible values in no sensible order."""
    chance = Random(number)  # noqa: S311 - a case by its number, not a secret
    steps = [_step(seq, chance) for seq in range(1, chance.randint(0, 14) + 1)]
    severity = chance.choice(("catastrophic", "severe", "general", None, "dreadful"))
    return Case(
        Intake(
            reported_at=START + chance.randint(0, 2) * 3600,
            channel=chance.choice(("phone", "email", "internal", "pigeon")),
            kind=chance.choice(("incident", "question", "whatever")),
            level=chance.choice(("full_urgent", "urgent", "routine", "platinum")),
            severity=severity,
            occurred_at=chance.choice((None, START - 7200, START + 7200)),
            engineer_on_site=chance.random() < 0.2,
        ),
        steps,
    )


def _step(seq: int, chance: Random) -> Fact:
    event = chance.choice(SIGNIFICANT) if chance.random() < 0.95 else chance.choice((*EVENTS, "sneezed"))
    data = {name: chance.choice(ODD if chance.random() < 0.1 else values) for name, values in SENSIBLE.items()}
    fields = {name: value for name, value in data.items() if chance.random() < 0.8}
    return Fact(seq, START + chance.randint(-4, 200) * 900, event, fields)


def policies() -> list[Policy]:
    return [packaged("after-sales"), packaged("after-sales-strict")]


def a_state_is_sound(case: Case, policy: Policy, when: Instant) -> None:
    state, story = derive(case, policy), Story(case, policy)
    assert state.status in STATUSES
    for clock in state.clocks:
        reading = state_at(clock, when)
        assert reading is None or reading in STATES
        assert (reading is None) == (when < clock.start)
        assert (clock.outcome != OPEN) or (clock.stop is None and clock.ended_at is None)
        assert (clock.outcome == SUPERSEDED) <= (clock.ended_at is not None)
        if clock.seconds is not None:
            assert clock.due >= clock.start
            assert _counted(clock, story, policy) == clock.seconds


def _counted(clock: Clock, story: Story, policy: Policy) -> int:
    """Return the open time from the start of a clock to its due time, in the service hours of the level in force."""
    target = next(target for target in policy.targets if target.clause == clock.clause)
    hours = story.hours if target.calendar == OF_THE_LEVEL else ((clock.start, target.calendar),)
    ends = [*(begin for begin, _ in hours[1:]), clock.due]
    return sum(
        policy.calendars[name].open_seconds(max(begin, clock.start), min(end, clock.due), story.pauses)
        for (begin, name), end in zip(hours, ends, strict=True)
    )


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.id)
@laws
@given(st.integers(0, 2**48), st.integers(-8, 300))
def test_any_recorded_actions_have_sound_clocks(policy: Policy, number: int, later: int) -> None:
    """Odd actions lead to sound clocks: known states, and exactly the promised time between start and due time."""
    for case in map(a_case, range(number, number + ROW)):
        a_state_is_sound(case, policy, START + later * 900)


@laws
@given(st.integers(0, 2**48))
def test_the_order_of_the_facts_does_not_matter(number: int) -> None:
    """The order of the list of facts does not matter, as they are sorted by time and number."""
    policy, chance = packaged(), Random(number)  # noqa: S311 - an order by its number, not a secret
    for case in map(a_case, range(number, number + ROW)):
        shuffled = list(case.facts)
        chance.shuffle(shuffled)
        assert derive(Case(case.intake, shuffled), policy) == derive(case, policy)


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.id)
def test_the_demo_desk_is_sound_at_every_step(policy: Policy) -> None:
    """Each prefix of each ticket's history has sound clocks at the time of its last action."""
    for case in demo_cases().values():
        for length in range(len(case.facts) + 1):
            known = case.facts[:length]
            a_state_is_sound(Case(case.intake, known), policy, known[-1].at if known else case.intake.reported_at)
