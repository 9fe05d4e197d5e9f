"""The life cycle of a ticket as a table of transitions, and the events that are allowed after its end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from deskctl.sla.facts import CORRECTED, Fact, corrections

NEW = "new"
IN_PROGRESS = "in_progress"
DISPATCHED = "dispatched"
WAITING_PART = "waiting_part"
PAUSED = "paused"
RESOLVED = "resolved"
CLOSED = "closed"
CLOSED_WITHOUT_ANSWER = "closed_without_answer"
DUPLICATE = "duplicate"
VOIDED = "voided"
TAGGED, UNTAGGED = "tagged", "untagged"

STATUSES = (
    NEW,
    IN_PROGRESS,
    DISPATCHED,
    WAITING_PART,
    PAUSED,
    RESOLVED,
    CLOSED,
    CLOSED_WITHOUT_ANSWER,
    DUPLICATE,
    VOIDED,
)
OVER = frozenset({CLOSED, CLOSED_WITHOUT_ANSWER, DUPLICATE, VOIDED})
OPEN_CONDITION = f"status NOT IN ({', '.join(map(repr, sorted(OVER)))})"
"""The condition of the indexes of open tickets, which a query must contain literally to use them."""
OPEN_STATUSES = tuple(status for status in STATUSES if status not in OVER)
AT_WORK = (NEW, IN_PROGRESS, DISPATCHED, WAITING_PART)

LATE_ENTRY = 30 * 60
"""After how many seconds an entry is late by default (rule 23)."""
WORKABLE = (*AT_WORK, PAUSED)
"""The statuses in which work may begin, which also ends a pause."""

_BACK = "back"
_NOWHERE: Mapping[str, str] = {}


def _from(statuses: Iterable[str], to: str) -> Mapping[str, str]:
    return dict.fromkeys(statuses, to)


TRANSITIONS: Mapping[str, Mapping[str, str]] = {
    "engineer_response": _from([NEW], IN_PROGRESS),
    "assigned": _from([NEW], IN_PROGRESS),
    "remote_started": _from([NEW, PAUSED], IN_PROGRESS),
    "diagnosed": _from([NEW], IN_PROGRESS),
    "upgrade_started": _from([NEW], IN_PROGRESS),
    "change_decided": _from([NEW], IN_PROGRESS),
    "departed": _from(WORKABLE, DISPATCHED),
    "arrived": _from(WORKABLE, IN_PROGRESS),
    "left_site": _from([DISPATCHED], IN_PROGRESS),
    "onsite_cancelled": _from([DISPATCHED], IN_PROGRESS),
    "part_requested": _from(AT_WORK, WAITING_PART),
    "part_received": _from([WAITING_PART], IN_PROGRESS),
    "part_installed": _from([WAITING_PART], IN_PROGRESS),
    "paused": _from(WORKABLE, PAUSED),
    "resumed": _from([PAUSED], _BACK),
    "resolved": _from(WORKABLE, RESOLVED),
    "not_satisfied": _from([RESOLVED], IN_PROGRESS),
    "reopened": _from([IN_PROGRESS, RESOLVED, CLOSED, CLOSED_WITHOUT_ANSWER], IN_PROGRESS),
    "duplicate_of": _from([*WORKABLE, RESOLVED], DUPLICATE),
    "voided": _from([*WORKABLE, RESOLVED], VOIDED),
    "closed": _from([*WORKABLE, RESOLVED], CLOSED),
    "closed_without_answer": _from([*WORKABLE, RESOLVED], CLOSED_WITHOUT_ANSWER),
}

END_EVENTS = frozenset(event for event, moves in TRANSITIONS.items() if not OVER.isdisjoint(moves.values()))
"""The events that end a ticket."""

ENDS_AND_REOPENINGS = END_EVENTS | {"reopened"}
MAY_CHANGE_END = ENDS_AND_REOPENINGS | {CORRECTED}
"""The events after which a ticket may have another end, or none."""

ONLY_BY_TRANSITION = frozenset({"resumed", "reopened", "not_satisfied", "paused"})
"""The events that are allowed only in a status from which they have a transition."""

ALLOWED_AFTER_END = frozenset(
    {
        "reopened",
        "contact",
        "edited",
        "evaluation_asked",
        "evaluated",
        "faulty_part_sent",
        "repaired_part_returned",
        "loaner_returned",
        "training_suggested",
        "training_need_dismissed",
        "faq_published",
        "faq_not_worthy",
        "course_recommended",
        "charged",
        "corrected",
        "published",
        "unpublished",
        "tagged",
        "untagged",
        "attachment_added",
        "attachment_hidden",
        "attachment_purged",
    }
)
"""The events that are allowed on a ticket that is over."""


def statuses(events: Iterable[str]) -> Iterator[str]:
    """Yield the status after each event; an event without a transition from a status does not change it."""
    status, before_pause = NEW, IN_PROGRESS
    for event in events:
        following = TRANSITIONS.get(event, _NOWHERE).get(status)
        if following == PAUSED != status:
            before_pause = status
        if following is not None:
            status = before_pause if following == _BACK else following
        yield status


def end_in_force(facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that ended a ticket and was neither undone nor followed by a reopening; None if it is not over.

    The facts may be in any order.
    """
    found = [fact for fact in facts if fact.event in ENDS_AND_REOPENINGS]
    undone = corrections(facts) if found else {}
    last = max((fact for fact in found if fact.seq not in undone), key=attrgetter("seq"), default=None)
    return None if last is None or last.event == "reopened" else last


def is_allowed_in(event: str, status: str) -> bool:
    """Return whether an event is allowed in a status."""
    if event in ONLY_BY_TRANSITION:
        return status in TRANSITIONS[event]
    return status not in OVER or event in ALLOWED_AFTER_END


def current_tags(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the tags in the order in which they were added; `facts` are those in force."""
    tags: dict[str, None] = {}
    for fact in facts:
        if fact.event in {TAGGED, UNTAGGED}:
            values = fact.data.get("tags")
            for tag in values if isinstance(values, list) else ():
                if fact.event == TAGGED:
                    tags[str(tag)] = None
                else:
                    tags.pop(str(tag), None)
    return tuple(tags)
