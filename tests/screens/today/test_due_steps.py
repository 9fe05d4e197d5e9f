"""The operation that a row of the due list opens exists, and its form gets the values of the row."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import SOURCES, DueFilter, due_list
from deskctl.queries.due.json_rows import due_shape
from deskctl.screens.today.due_reading import DueRead
from deskctl.screens.today.duty_operations import operation_of
from deskctl.sla.duties import Duty, DutyRule
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.due_lines import step_words

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("when", ["2026-09-16T15:30:00", "2026-11-22T09:30:00", "2026-12-20T10:00:00"])
def test_each_row_opens_a_form(imported_demo: Path, when: str) -> None:
    """Each row opens an operation with fields that it has, on a ticket exactly if the operation needs one."""
    at = int(datetime.fromisoformat(f"{when}+08:00").timestamp())
    with closing(open_reader(str(imported_demo / "desk.db"))) as conn:
        rows = due_list(DueInputs(conn, at, ZONE), DueFilter(within=120 * 86_400))
    assert rows
    for duty in rows:
        step = operation_of(duty)
        assert step is not None, duty.rule.kind
        operation = find(step.noun, step.verb)
        assert operation.on_ticket is (step.number is not None) or operation.names_ticket, duty.rule.kind
        assert set(step.preset) <= {field.name for field in fields_of(operation)}, duty.rule.kind


def test_every_kind_opens_a_form() -> None:
    """Every kind of duty opens an operation, also those without a demo row; a visit without a ticket is moved."""
    for kind in SOURCES:
        duty = Duty(
            DutyRule(kind, "S4-inspection", "engineer", soft=False, lead=None, numbers={}),
            "IN-2026-11-S-0101/server.cpu",
            "t",
            ticket=1,
            step="verify",
        )
        assert operation_of(duty) is not None, kind
    moved = operation_of(
        Duty(DutyRule("visit", "S5.2-3", "engineer", soft=False, lead=None, numbers={}), "V-0002", "t")
    )
    assert moved is not None
    assert (moved.noun, moved.verb, moved.preset) == ("visit", "move", {"id": "V-0002"})


def test_received_part_belongs_to_its_request() -> None:
    """A part in stock is received for its open request and not for its repair, and the operation names both."""
    rule = DutyRule("part", "S5.3-2", "business", soft=True, lead=None, numbers={})
    repaired = Duty(rule, "RMA-001", "PT-01", ticket=1, step="returned")
    requested = Duty(rule, "PR-001", "PT-01", ticket=2, step="receive")
    informed = Duty(rule, "T-003/verify", "T-003", ticket=3, owner="EN1", step="verify")
    read = DueRead({"all": [informed, repaired, requested]}, {}, {"EN1": "Sample"})
    assert (read.request_of("PT-01"), read.request_of("PT-02")) == (requested, None)
    steps = [operation_of(duty) for duty in (requested, repaired, informed)]
    assert [(step.verb, step.preset) for step in steps if step] == [
        ("receive", {"part": "PT-01", "request": "PR-001"}), ("returned", {"part": "PT-01", "rma": "RMA-001"}),
        ("verify", {}),
    ]  # fmt: skip
    assert step_words("Model fits", read.person_of(informed)) == "Model fits (Sample)"
    assert step_words("Record an inspected item", "Sample") == "Record an inspected item"


def test_inspection_is_scheduled_before_it_is_recorded() -> None:
    """An inspection without an appointment is scheduled; with one it is recorded."""
    rule = DutyRule("inspection", "S4-inspection", "engineer", soft=False, lead=None, numbers={})
    steps = [operation_of(Duty(rule, "IN-2026-11-S-0101", "t", planned_at=at)) for at in (None, 1)]
    assert [(step.verb, step.preset["id"]) for step in steps if step] == [
        ("schedule", "IN-2026-11-S-0101"), ("record", "IN-2026-11-S-0101"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["PR-900", "RMA-1", "2026/11/30", "x/verify"])
def test_any_number_of_a_supplier_is_accepted(desk: str, take: Any, watch: Any, number: str) -> None:
    """Whatever the number of a supplier looks like, a request leads to its receipt and a repair to its return."""
    take(desk, "part.request", 66, actor="BS1", part="PT-09", request=number)
    take(desk, "part.receive", 66, actor="BS1", part="PT-09")
    take(desk, "part.install", 66, part="PT-09")
    take(desk, "part.request", 66, actor="BS1", part="PT-09", request=number)
    take(desk, "part.return", 66, part="PT-09", rma=number)
    with closing(open_reader(desk)) as conn:
        at = instant(watch() + timedelta(days=300))
        rows = due_list(DueInputs(conn, at, ZONE), DueFilter(kinds=("part",)))
    own = [duty for duty in rows if duty.subject == number]
    steps = {(step.verb, step.preset.get("request"), step.preset.get("rma")) for step in map(operation_of, own) if step}
    assert steps == {("receive", number, None), ("returned", None, number)}
    hints = {str(due_shape(duty, at, ZONE)["hint"]) for duty in own}
    assert hints == {"deskctl part receive T-066 --part PT-09", "deskctl part returned T-066 --part PT-09"}


def test_charge_is_agreed_before_the_visit() -> None:
    """A planned visit leads to the agreement on the charge, and a finished visit to the charge itself."""
    rule = DutyRule("charge", "S5.2-4", "business", soft=True, lead=None, numbers={})
    steps = [operation_of(Duty(rule, "T-001", "t", ticket=1, planned_at=at)) for at in (None, 1)]
    assert [step.verb for step in steps if step] == ["record", "agree"]


def test_model_without_a_spare_leads_to_a_loaner() -> None:
    """A model without a spare leads to a new loaner that substitutes it."""
    rule = DutyRule("cover", "S5.3-2", "business", soft=True, lead=None, numbers={})
    step = operation_of(Duty(rule, "MINI-P7", "MINI-P7"))
    assert step is not None
    assert step.preset == {"substitutes_models": "MINI-P7"}
