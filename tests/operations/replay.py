"""The timelines of the demo desk as batch lines, one for each action, in the order of time."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names

Record = dict[str, Any]
_RECORDED_BY_THE_OPENING = {"mail_received", "mail_handled"}
_YEAR = "2026-"


def records_only(records: list[Record]) -> Iterator[str]:
    """Yield the reference data without references to tickets."""
    for record in records:
        if record["type"] not in {"ticket", "stock_move"}:
            links = {name: None for name in ("ticket", "source_ticket") if name in record}
            items = [{**item, "ticket": None} for item in record.get("items", [])]
            yield json.dumps({**record, **links, **({"items": items} if items else {})})


def steps(records: list[Record]) -> list[tuple[Record, Record]]:
    """Return each action with its ticket, in the order of time."""
    given = [(ticket, step) for ticket in records if ticket["type"] == "ticket" for step in ticket["timeline"]]
    by_time = sorted(
        (pair for pair in given if pair[1]["event"] not in _RECORDED_BY_THE_OPENING), key=lambda pair: pair[1]["at"]
    )
    return [pair for ticket, step in by_time for pair in [*_issued_before(ticket, step), (ticket, step)]]


def _issued_before(ticket: Record, step: Record) -> Iterator[tuple[Record, Record]]:
    """Yield the issue of a part from stock, as the demo desk installs some that were in stock before."""
    parts = {other["data"].get("part") for other in ticket["timeline"] if other["event"] == "part_received"}
    if step["event"] == "part_installed" and step["data"]["part"] not in parts:
        yield ticket, {**step, "event": "taken"}


def line_of(ticket: Record, step: Record, numbers: Mapping[str, str]) -> Record:
    """Return an action as a batch line; `numbers` maps the ids of tickets in the demo desk to those of the replay."""
    if step["event"] == "taken":
        issued = {"part": step["data"]["part"], "qty": step["data"].get("qty", 1), "ticket": numbers[ticket["id"]]}
        return {"do": "stock.issue", "at": step["at"], "actor": "BS1", **issued}
    name = _OPERATIONS[step["event"]]
    operation = find(*name.split(".", 1))
    values = _OPENING(ticket, step) if step["event"] == "logged" else dict(step["data"])
    values |= _SPECIAL.get(step["event"], lambda *_: {})(ticket, step)
    if operation.actor_field and step["actor"].startswith("P-"):
        values.setdefault(operation.actor_field, step["actor"])
    known = {field.name for field in fields_of(operation)}
    fields = {key: numbers.get(value, value) if isinstance(value, str) else value for key, value in values.items()}
    actor = _EVALUATION_ACTOR if name == "evaluation.record" and step["actor"].startswith("P-") else step["actor"]
    head = {"do": name, "at": step["at"], "actor": actor, "note": step["note"] or ""}
    if step["event"] != "logged":
        head["ticket"] = numbers[ticket["id"]]
    return head | {key: value for key, value in fields.items() if key in known and value is not None}


def _OPENING(ticket: Record, step: Record) -> Record:  # noqa: N802 - belongs to the table
    events = [other["event"] for other in ticket["timeline"]]
    mail = next((other["data"]["mail"] for other in ticket["timeline"] if other["event"] == "mail_received"), None)
    scope = None if "scope_set" in events else ticket.get("scope")
    upgrade = {"visit": False, "mail": mail, "scope": scope}
    level = {"level": ticket["level_initial"], "severity": ticket["severity_initial"]}
    on_site = {"engineer_on_site": bool(ticket.get("engineer_already_on_site"))}
    if "severity_chosen" in events:
        level["severity_chosen_by"] = "assumed"
    return {**ticket, **step["data"], **upgrade, **level, **on_site}


def _planned(_: Record, step: Record) -> Record:
    day, clock = step["data"]["planned_at"].split()
    return {"planned_at": f"{_YEAR}{day}T{clock}:00+08:00"}


def _upgrade(ticket: Record, _: Record) -> Record:
    return dict(ticket["upgrade"])


def _no_visit(_: Record, __: Record) -> Record:
    return {"visit": False}


def _first(_: Record, step: Record) -> Record:
    return {"of": step["data"]["ticket"]}


def _words(_: Record, step: Record) -> Record:
    return {"done": step["note"], "text": step["note"]}


def _no_contact(_: Record, step: Record) -> Record:
    return {"by_contact": step["actor"]} if step["actor"].startswith("P-") else {}


def _device(ticket: Record, step: Record) -> Record:
    """Return the device of the latest consent before the session."""
    consents = (other for other in ticket["timeline"] if other["event"] == "remote_consent")
    return {"asset": [other["data"].get("scope") for other in consents if other["seq"] < step["seq"]][-1]}


def _until(ticket: Record, step: Record) -> Record:
    """Return the end of a pause as its resumption, because the demo desk records no agreed end (rule 19)."""
    later = (other["at"] for other in ticket["timeline"] if other["event"] == "resumed" and other["at"] > step["at"])
    return {"until": next(later, None)}


_EVALUATION_ACTOR = "HL2"
_SPECIAL = {
    "paused": _until,
    "remote_started": _device,
    "visit_planned": _planned,
    "upgrade_started": _upgrade,
    "emergency_declared": _no_visit,
    "severity_changed": _no_visit,
    "duplicate_of": _first,
    "work_log": _words,
    "contact": _words,
    "resumed": _no_contact,
    "severity_chosen": _no_contact,
}
_OPERATIONS = {find(*name.split(".", 1)).event: name for name in reversed(names())}
_OPERATIONS["contact"] = "ticket.note"
