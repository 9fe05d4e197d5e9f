"""The gates: steps that a promise forbids until something else has happened. Pure questions to the story."""

from collections.abc import Callable, Mapping

from deskctl.sla.policy import Match, Policy
from deskctl.sla.timeline import Story

_PARTS = ("cause", "method", "result")
_END = 1 << 31


def _last(story: Story, *events: str) -> int:
    places = (story.last_before(event, _END) for event in events)
    return max((place for place in places if place is not None), default=-1)


def permitted_remotely(story: Story) -> bool:
    """Tell whether the customer's permission for a remote session stands: given, and not refused since."""
    given = _last(story, "remote_consent")
    return given > _last(story, "remote_refused")


def visit_logged(story: Story) -> bool:
    """Tell whether work was logged since the last arrival on site."""
    return _last(story, "work_log") > _last(story, "arrived")


def report_complete(story: Story) -> bool:
    """Tell whether a report with cause, method and result has been issued."""
    issued = (story.facts[place].data for place in story.find(Match("report_issued")))
    return any(all(str(data.get(part) or "").strip() for part in _PARTS) for data in issued)


def customer_satisfied(story: Story) -> bool:
    """Tell whether the customer is satisfied with what was last resolved."""
    said = _last(story, "satisfied")
    return said >= 0 and said > _last(story, "not_satisfied") and said > _last(story, "reopened")


GATES: Mapping[str, Callable[[Story], bool]] = {
    "remote_consent": permitted_remotely,
    "work_log": visit_logged,
    "report": report_complete,
    "customers_word": customer_satisfied,
}


def closed_gate(names: tuple[str, ...], story: Story, policy: Policy) -> tuple[str, str] | None:
    """Give the first of these gates that the policy sets and the story has not passed: (name, clause)."""
    for name in names:
        rule = policy.gates.get(name)
        if rule is not None and _applies(rule.when, story) and not GATES[name](story):
            return name, rule.clause
    return None


def _applies(when: Mapping[str, frozenset[object]], story: Story) -> bool:
    return story.holds_at(when, story.facts[-1].at if story.facts else 0)
