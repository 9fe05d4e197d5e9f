"""What stands against a step: the ticket's status, a step that must come before, a gate of the policy."""

from collections.abc import Mapping
from typing import TypeAlias

from deskctl.desk.case_file import CaseFile
from deskctl.errors import Refused
from deskctl.i18n import N_
from deskctl.operations.base import Operation
from deskctl.sla.gates import closed_gate
from deskctl.sla.lifecycle import OVER, leads_somewhere, status_after
from deskctl.sla.timeline import Story

Asked: TypeAlias = Operation | type[Operation]
"""An operation, or its class: what stands against a step does not depend on its fields."""

_GATES: Mapping[str, tuple[str, str]] = {
    "remote_consent": (
        N_("{ticket}: a remote session needs the customer's permission, and none is on record."),
        "deskctl remote consent {ticket} --by-contact {contact} --how phone",
    ),
    "work_log": (
        N_("{ticket}: the site is not left before the work there is logged."),
        "deskctl visit log {ticket} --done '...'",
    ),
    "report": (
        N_("{ticket}: an incident is not closed before its report of cause, method and result is issued."),
        "deskctl report issue {ticket} --cause '...' --method '...' --result '...'",
    ),
    "customers_word": (
        N_("{ticket}: a ticket is not closed before the customer has said to be satisfied."),
        "deskctl feedback satisfied {ticket} --by-contact {contact}",
    ),
}
_BEFORE: Mapping[str, tuple[str, str]] = {
    "remote_started": (N_("{ticket}: no remote session is open."), "deskctl remote start {ticket}"),
    "arrived": (N_("{ticket}: nobody has arrived on site."), "deskctl visit arrive {ticket}"),
    "resolved": (N_("{ticket}: it is not resolved yet."), "deskctl ticket resolve {ticket}"),
    "report_issued": (N_("{ticket}: no report has been issued yet."), "deskctl report issue {ticket}"),
}


def refusal(operation: Asked, case: CaseFile) -> Refused | None:
    """Give what stands against a step on a ticket, with the clause and the way out; None where nothing does."""
    story = case.story
    return _by_status(operation, story, case) or _by_order(operation, story, case) or _by_gate(operation, story, case)


def _by_status(operation: Asked, story: Story, case: CaseFile) -> Refused | None:
    status = status_after(fact.event for fact in story.facts)
    if not operation.event or leads_somewhere(operation.event, status):
        return None
    way = f"deskctl ticket reopen {case.name}" if status in OVER else f"deskctl ticket show {case.name}"
    return Refused(N_("{ticket} is {status}: this step cannot be taken."), ticket=case.name, status=status, hint=way)


def _by_order(operation: Asked, story: Story, case: CaseFile) -> Refused | None:
    if not operation.follows:
        return None
    end = len(story.facts)
    before, *after = (story.last_before(event, end) for event in operation.follows)
    if before is not None and (not after or after[0] is None or after[0] < before):
        return None
    sentence, hint = _BEFORE[operation.follows[0]]
    return Refused(sentence, hint=_hint(hint, case), ticket=case.name)


def _by_gate(operation: Asked, story: Story, case: CaseFile) -> Refused | None:
    closed = closed_gate(operation.gates, story, case.policy)
    if closed is None:
        return None
    name, clause = closed
    sentence, hint = _GATES[name]
    return Refused(sentence, clause=clause, hint=_hint(hint, case), ticket=case.name)


def _hint(template: str, case: CaseFile) -> str:
    return template.format(ticket=case.name, contact=case.columns["contact"] or "P-...")
