"""The values of a ticket that actions change and its row keeps: whether it is covered, and the reason for a visit."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deskctl.desk.case_file import CaseFile
from deskctl.sla.facts import Fact
from deskctl.sla.gates import VISIT_REASONS
from deskctl.sla.timeline import Story

BEFORE = "from"
"""In the data of an action: the value that it replaced."""
SCOPE, VISIT_REASON = "scope", "visit_reason"


class _Source(NamedTuple):
    """The events that set a value, the field with it, and the values that count; all do if none are named."""

    events: tuple[str, ...]
    field: str
    counted: tuple[str, ...] = ()

    def sets(self, fact: Fact) -> bool:
        return fact.event in self.events and (not self.counted or fact.data.get(self.field) in self.counted)


_SOURCES: Mapping[str, _Source] = {
    SCOPE: _Source(("scope_set",), "scope"),
    VISIT_REASON: _Source(("onsite_requested", "visit_planned"), "reason", VISIT_REASONS),
}


def columns_in(case: CaseFile, story: Story) -> Mapping[str, Any]:
    """Return the columns of a ticket as they were at the end of a story, which may end before now (rule 25)."""
    later = case.story.facts[len(story.facts) :]
    changed = [name for name, source in _SOURCES.items() if any(map(source.sets, later))]
    return {**case.columns, **{name: value_in(case, name, story) for name in changed}} if changed else case.columns


def value_in(case: CaseFile, name: str, story: Story) -> Any:
    """Return the value at the end of a story: of the last action in force that sets it, else that of the intake."""
    source = _SOURCES[name]
    last = next((fact for fact in reversed(story.facts) if source.sets(fact)), None)
    if last is not None:
        return last.data.get(source.field)
    recorded = [fact for fact in case.case.facts if source.sets(fact)]
    return min(recorded, key=lambda fact: fact.seq).data.get(BEFORE) if recorded else case.columns[name]
