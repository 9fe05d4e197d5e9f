"""Properties of the real-life rules for random histories: entry order, changed severities, resolution, hours."""

from collections.abc import Iterator, Sequence
from random import Random

from builders import packaged
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import MINUTE, START, a_story

from deskctl.sla.clocks import derive
from deskctl.sla.explain import explain
from deskctl.sla.facts import Case, Fact, Instant
from deskctl.sla.lifecycle import RESOLVED
from deskctl.sla.policy import OF_THE_LEVEL
from deskctl.sla.state import MISSED, OVERDUE, Clock, state_at
from deskctl.sla.timeline import Story

EXAMPLES = 200
laws = settings(max_examples=EXAMPLES, deadline=None)
stories = st.integers(0, 2**48)


def _timeless(clocks: tuple[Clock, ...]) -> tuple[Clock, ...]:
    return tuple(clock._replace(late_entry=0) for clock in clocks)


@laws
@given(stories)
def test_a_step_that_is_recorded_again_changes_nothing(number: int) -> None:
    """Correcting an action and recording it again with the same time changes no clock except its late entry."""
    case, chance = a_story(number), Random(number)  # noqa: S311 - an action by the number of the history, not a secret
    step = chance.choice(case.facts)
    last = len(case.facts)
    later = START + 20 * 86_400
    undone = Fact(last + 1, later, "corrected", {"seq": step.seq}, "EN1", later)
    again = step._replace(seq=last + 2, recorded_at=later)
    assert _timeless(derive(case._replace(facts=[*case.facts, undone, again]), packaged()).clocks) == _timeless(
        derive(case, packaged()).clocks
    )


@laws
@given(stories)
def test_the_order_of_recording_changes_nothing(number: int) -> None:
    """Recording actions of different minutes in another order changes no clock except its late entry."""
    case = a_story(number)
    facts = list(case.facts)
    Random(number).shuffle(facts)  # noqa: S311 - an order by the number of the history, not a secret
    other = [fact._replace(seq=place) for place, fact in enumerate(facts, 1)]
    assert derive(case._replace(facts=other), packaged()).clocks == derive(case, packaged()).clocks


@laws
@given(stories)
def test_lowering_and_raising_within_a_minute_gains_no_time(number: int) -> None:
    """A severity that is lowered and raised again within a minute never moves a due time later (rule 14)."""
    case = a_story(number, severities=("severe", "catastrophic"))
    facts = [fact for fact in case.facts if fact.event != "severity_changed"]
    before = derive(case._replace(facts=facts), packaged()).clocks
    when = START + Random(number).randint(1, 600) * MINUTE + 1  # noqa: S311 - a time by the number, not a secret
    last = len(case.facts)
    turns = [
        Fact(last + 1, when, "severity_changed", {"to": "general"}, "HL1", when),
        Fact(last + 2, when + 50, "severity_changed", {"to": case.intake.severity}, "HL1", when + 50),
    ]
    after = {
        (one.clause, one.start): one.due for one in derive(case._replace(facts=[*facts, *turns]), packaged()).clocks
    }
    own = [clock for clock in before if clock.clause.startswith(f"S3-matrix-{case.intake.severity}")]
    assert all(after.get((clock.clause, clock.start), clock.due) <= clock.due for clock in own)


@laws
@given(stories)
def test_nothing_is_late_on_a_resolved_ticket_that_was_not_late_then(number: int) -> None:
    """A clock from before the resolution is late only if it was late then; only the report is due later (rule 12)."""
    case = a_story(number)
    story = Story(case, packaged())
    if story.status != RESOLVED:
        return
    resolved = story.times[max(story.places_of("resolved"))]
    for clock in derive(case, packaged()).clocks:
        if (
            clock.milestone != "report_issued"
            and clock.start < resolved
            and state_at(clock, resolved + 30 * 86_400) in {OVERDUE, MISSED}
        ):
            assert _was_late(clock, resolved), clock


def _was_late(clock: Clock, resolved: Instant) -> bool:
    ends = [end for end in (clock.stop, clock.ended_at) if end is not None]
    return max(clock.due, clock.opens_at or clock.due) <= min([resolved, *ends])


@laws
@given(stories)
def test_a_walk_by_the_minute_gives_the_same_due_times(number: int) -> None:
    """A count minute by minute in the hours of the level in force ends at the due time (rules 15 and 19)."""
    case, policy = a_story(number), packaged()
    targets = {target.clause: target for target in policy.targets}
    counted = [
        clock
        for clock in derive(case, policy).clocks
        if clock.seconds is not None and targets[clock.clause].calendar == OF_THE_LEVEL
    ]
    open_minutes = list(_minutes(Story(case, policy), max((clock.due for clock in counted), default=START)))
    for clock in counted:
        assert _walked(clock, open_minutes) == clock.due, clock


def _minutes(story: Story, last: Instant) -> Iterator[bool]:
    """Yield for each minute from the start whether it counts; level and severity change only at an action."""
    policy, turns = packaged(), {START, *story.times}
    calendar = policy.calendars["ALWAYS"]
    for minute in range(START, last + MINUTE, MINUTE):
        if minute in turns:
            name = policy.hours_of(story.value_at("level", minute), story.value_at("severity", minute))
            calendar = policy.calendars[name]
        waits = any(begin <= minute < end for begin, end in story.pauses)
        yield not waits and calendar.is_open(minute)


def _walked(clock: Clock, open_minutes: Sequence[bool]) -> Instant | None:
    remaining = (clock.seconds or 0) // MINUTE
    first = (clock.start - START) // MINUTE
    for place, counts in enumerate(open_minutes[first:], first):
        remaining -= counts
        if remaining == 0:
            return START + (place + 1) * MINUTE
    return None


@laws
@given(stories)
def test_every_state_has_an_explanation_that_names_its_rule(number: int) -> None:
    """The explanation of a clock states a reason for every state, and the rule of each reason."""
    case, policy = a_story(number), packaged()
    end = START + 30 * 86_400
    for clock in derive(case, policy).clocks:
        reading = state_at(clock, end)
        explanation = explain(clock, case, policy, reading)
        assert explanation.reasons, clock
        assert all(reason.rule for reason in explanation.reasons)


def check_all_properties(number: int) -> Case:
    """Check every property for one history, for the long run of the benchmark."""
    for law in (
        test_a_step_that_is_recorded_again_changes_nothing,
        test_the_order_of_recording_changes_nothing,
        test_lowering_and_raising_within_a_minute_gains_no_time,
        test_nothing_is_late_on_a_resolved_ticket_that_was_not_late_then,
        test_a_walk_by_the_minute_gives_the_same_due_times,
        test_every_state_has_an_explanation_that_names_its_rule,
    ):
        law.hypothesis.inner_test(number)
    return a_story(number)


@laws
@given(stories)
def test_an_emergency_that_is_revoked_leaves_every_other_clock_as_it_was(number: int) -> None:
    """Declaring and revoking an emergency changes no clock but those of the emergency itself (rule 5)."""
    case, chance = a_story(number), Random(number)  # noqa: S311 - times by the number of the history, not a secret
    declared = START + chance.randint(1, 6_000) * MINUTE + 20
    revoked, last = declared + chance.randint(1, 900) * MINUTE, len(case.facts)
    emergency = [
        Fact(last + 1, declared, "emergency_declared", {}, "LE1", declared),
        Fact(last + 2, revoked, "emergency_revoked", {}, "LE1", revoked),
    ]
    after = derive(case._replace(facts=[*case.facts, *emergency]), packaged()).clocks
    others = [clock for clock in after if not clock.clause.startswith("S5.5-major")]
    assert sorted(_essence(clock) for clock in others) == sorted(
        _essence(clock) for clock in derive(case, packaged()).clocks
    )


def _essence(clock: Clock) -> tuple[str, Instant, Instant, Instant, str]:
    """Return what a clock promises and how that ended, without its reason."""
    return clock.clause, clock.start, clock.due, clock.stop or 0, clock.outcome


@laws
@given(stories)
def test_a_lower_severity_for_a_time_takes_no_breach_away(number: int) -> None:
    """Whatever happens while the severity is lower, a breach from the call stands once it is back (rule 14)."""
    case, chance = a_story(number, severities=("severe", "catastrophic")), Random(number)  # noqa: S311 - not a secret
    facts = [fact for fact in case.facts if fact.event != "severity_changed"]
    before = derive(case._replace(facts=facts), packaged()).clocks
    lowered = START + chance.randint(1, 5_000) * MINUTE + 20
    raised, last = lowered + chance.randint(1, 1_500) * MINUTE, len(case.facts)
    detour = [
        Fact(last + 1, lowered, "severity_changed", {"to": "general"}, "HL1", lowered),
        Fact(last + 2, raised, "severity_changed", {"to": case.intake.severity}, "HL1", raised),
    ]
    after = derive(case._replace(facts=[*facts, *detour]), packaged()).clocks
    outcomes = {clock.clause: clock.outcome for clock in reversed(after) if clock.start == START}
    own = [clock for clock in before if clock.clause.startswith(f"S3-matrix-{case.intake.severity}")]
    broken = [clock.clause for clock in own if clock.start == START and clock.outcome == MISSED]
    assert {outcomes[clause] for clause in broken} <= {MISSED, "open"}
