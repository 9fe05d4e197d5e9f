"""The operation that settles a duty, with the preset values from the duty."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from deskctl.names import ticket_name
from deskctl.screens.tabbed_screen import PresetOperation
from deskctl.sla.duties import Duty

_Maker = Callable[[Duty], PresetOperation | None]
_NUMBERS: Mapping[str, str] = {"receive": "request", "returned": "rma"}
"""The operations that receive a part, each with the field for the number that the duty is about."""


def _with(noun: str, verb: str, name: str = "id") -> _Maker:
    """Return a function that makes an operation with the subject of the duty as one value."""
    return lambda duty: PresetOperation(noun, verb, preset={name: duty.subject})


def _on_ticket(noun: str, verb: str, **fields: str) -> _Maker:
    """Return a function that makes an operation on the duty's ticket, with `fields` from attributes of the duty."""
    return lambda duty: PresetOperation(
        noun, verb, duty.ticket, {name: getattr(duty, value) for name, value in fields.items()}
    )


def _verified(noun: str) -> _Maker:
    """Return a function that makes an operation which marks the subject of the duty as verified."""
    return lambda duty: PresetOperation(noun, "edit", preset={"id": duty.subject, "verified": True})


def _part(duty: Duty) -> PresetOperation:
    """Return the next operation for a part: verify, request, receive, or receive from repair."""
    part = {"part": duty.title} if duty.ticket is None or duty.title != ticket_name(duty.ticket) else {}
    number = {_NUMBERS[duty.step]: duty.subject} if duty.step in _NUMBERS else {}
    return PresetOperation("part", duty.step, duty.ticket, {**part, **number})


def is_awaited(duty: Duty) -> bool:
    """Return True if a duty is to receive a part, requested or from repair."""
    return duty.rule.kind == "part" and duty.step in _NUMBERS


def is_requested(duty: Duty) -> bool:
    """Return True if a duty is to receive a requested part, not one in repair."""
    return is_awaited(duty) and duty.step == "receive"


def _charge(duty: Duty) -> PresetOperation:
    """Return the next operation for a charge: agree on that of a planned visit, record that of a past one."""
    return PresetOperation("charge", "record" if duty.planned_at is None else "agree", duty.ticket)


def inspection_step(duty: Duty, verb: str) -> PresetOperation:
    """Return an operation on the inspection of a duty: one that nobody has planned is to be scheduled first."""
    return PresetOperation("inspection", verb, preset={"id": duty.subject})


def _visit(duty: Duty) -> PresetOperation:
    """Return the next operation of a visit: move it without a ticket, assign it without an owner, else depart."""
    visit = {"id": duty.subject.partition("/")[0]}
    if duty.ticket is None:
        return PresetOperation("visit", "move", preset=visit)
    if duty.owner is None:
        return PresetOperation("visit", "assign", preset=visit)
    return PresetOperation("visit", "depart", duty.ticket)


_STEPS: Mapping[str, _Maker] = {
    "inspection": lambda duty: inspection_step(duty, "record" if duty.planned_at is not None else "schedule"),
    "inspection_report": _with("inspection", "sign"),
    "return_visit": lambda duty: PresetOperation("return-visit", "record", preset={"customer": duty.customer}),
    "advisory": lambda duty: PresetOperation(
        "advisory", "deliver", preset={"id": duty.subject.partition("/")[0], "customer": duty.customer}
    ),
    "evaluation": _on_ticket("evaluation", "ask"),
    "training": _with("training", "schedule"),
    "training_material": _with("training", "hand-over"),
    "faq_missing": _on_ticket("faq", "publish"),
    "certificate": _with("certificate", "renew"),
    "contract": _with("contract", "outcome"),
    "roster_gap": _with("roster", "add", "start"),
    "stock_minimum": _with("stock", "receive", "part"),
    "cover": _with("loaner", "add", "substitutes_models"),
    "loaner": _on_ticket("loaner", "return", loaner="subject"),
    "paused": _on_ticket("ticket", "resume"),
    "report_draft": _on_ticket("report", "write"),
    "feedback": _on_ticket("call", "log"),
    "mail": lambda duty: PresetOperation("ticket", "open", preset={"mail": duty.subject}),
    "part": _part,
    "charge": _charge,
    "loaner_send": _on_ticket("loaner", "send"),
    "visit": _visit,
    "finding": lambda duty: PresetOperation(
        "inspection", "finding", preset=dict(zip(("id", "item"), duty.subject.split("/", 1), strict=True))
    ),
    "training_need": _on_ticket("training", "suggest"),
    "faq_handover": lambda duty: PresetOperation("faq", "issue", preset={"system": duty.subject.partition("/")[2]}),
    "faq_review": _with("faq", "review"),
    "recommendation": _with("recommendation", "done"),
    "calendar": _with("calendar", "publish", "year"),
    "warranty": _with("asset", "note-warranty"),
    "improvement": _with("improvement", "done"),
    "unidentified": _on_ticket("ticket", "identify"),
    "unverified_customer": lambda duty: PresetOperation(
        "customer", "edit", preset={"id": duty.subject, "verified": True}
    ),
    "unverified_contact": lambda duty: PresetOperation(
        "contact", "edit", preset={"id": duty.subject, "verified": True}
    ),
}


def operation_of(duty: Duty, pieces: int | None = None) -> PresetOperation | None:
    """Return the operation that settles a duty, with the pieces to come if it is known; None if there is none."""
    maker = _STEPS.get(duty.rule.kind)
    step = None if maker is None else maker(duty)
    return step if step is None or pieces is None else replace(step, preset={**step.preset, "qty": pieces})
