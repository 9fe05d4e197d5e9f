"""Random histories of tickets: each action has a minute of its own, in an order that is possible in practice."""

from collections.abc import Callable
from random import Random
from typing import Any

from builders import at

from deskctl.sla.facts import Case, Fact, Intake

START = at("Mon 08:00")
MINUTE = 60
SEVERITIES = ("catastrophic", "severe", "general")
LEVELS = ("full_urgent", "urgent", "routine")
_STEPS: dict[str, Callable[[Random], dict[str, Any]]] = {
    "first_response": lambda _: {},
    "engineer_response": lambda _: {},
    "engineer_notified": lambda _: {},
    "severity_changed": lambda chance: {"to": chance.choice(SEVERITIES)},
    "level_changed": lambda chance: {"to": chance.choice(LEVELS)},
    "onsite_requested": lambda _: {"reason": "user_request"},
    "onsite_reply": lambda _: {},
    "onsite_cancelled": lambda _: {},
    "departed": lambda _: {},
    "arrived": lambda _: {},
    "left_site": lambda _: {},
    "diagnosed": lambda chance: {"fault_class": chance.choice(("hard", "soft"))},
    "paused": lambda chance: {"reason": chance.choice(("customer_request", "waiting_part"))},
    "resumed": lambda _: {},
    "loaner_provided": lambda _: {},
    "resolved": lambda _: {},
    "reopened": lambda chance: {"symptom": chance.random() < 0.8, "responded": chance.random() < 0.5},
    "second_workday_agreed": lambda _: {},
}


def a_story(number: int, *, severities: tuple[str, ...] = SEVERITIES) -> Case:
    """Return the history with a number: up to sixteen actions within two working weeks."""
    chance = Random(number)  # noqa: S311 - a history by its number, not a secret
    minutes = sorted(chance.sample(range(1, 10 * 24 * 60), chance.randint(1, 16)))
    logged = Fact(1, START, "logged", {}, "HL1", START)
    facts = [logged, *(_step(seq, minute, chance) for seq, minute in enumerate(minutes, 2))]
    intake = Intake(
        reported_at=START,
        channel="phone",
        kind="incident",
        level=chance.choice(LEVELS),
        severity=chance.choice(severities),
        occurred_at=chance.choice((None, START - 6 * 3600)),
    )
    return Case(intake, facts)


def _step(seq: int, minute: int, chance: Random) -> Fact:
    event = chance.choice([*_STEPS])
    when = START + minute * MINUTE
    return Fact(seq, when, event, _STEPS[event](chance), chance.choice(("EN1", "EN2")), when)
