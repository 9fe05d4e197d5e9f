"""The suggested next steps of a ticket, with the most useful ones first."""

import subprocess
import sys
from contextlib import closing

import pytest
from workbench import NOW, Workbench

from deskctl.language.words.operation_names import OPERATION_NAMES
from deskctl.operations.framework.catalogue import names
from deskctl.operations.rules.advice.available_steps import next_steps
from deskctl.operations.rules.people.actors import actor_of
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader


@pytest.mark.parametrize(
    ("number", "first"),
    [
        (70, ["visit.arrive", "diagnosis.record", "ticket.resolve"]),  # the engineer is on the way to the site
        (71, ["ticket.respond"]),  # nobody has called back yet
        (72, ["ticket.answer"]),  # reported by mail and not answered
        (67, ["report.issue"]),  # resolved, with the report still promised
    ],
)
def test_steps_that_keep_a_promise_come_first(desk: Workbench, number: int, first: list[str]) -> None:
    """Steps that keep a running promise come first, sorted by due time."""
    conn = open_reader(desk.path)
    steps = [f"{step.noun}.{step.verb}" for step in next_steps(conn, number, instant(NOW)) if step.allowed]
    conn.close()
    assert steps[: len(first)] == first


def test_steps_after_the_last_action_come_next(desk: Workbench) -> None:
    """Steps that usually follow the last action come after those that keep a promise."""
    conn = open_reader(desk.path)
    steps = [f"{step.noun}.{step.verb}" for step in next_steps(conn, 66, instant(NOW)) if step.allowed]
    conn.close()
    assert steps[0] == "ticket.resolve"
    assert steps.index("loaner.return") < steps.index("call.log")


def test_a_given_answer_comes_last(desk: Workbench) -> None:
    """A first answer that was given already is suggested last."""
    number = desk.opened(severity="general")
    desk.do("ticket.answer", number)
    with closing(open_reader(desk.path)) as conn:
        steps = [f"{step.noun}.{step.verb}" for step in next_steps(conn, number, instant(NOW)) if step.allowed]
    assert steps[-1] == "ticket.answer"


def test_the_rights_are_read_once(desk: Workbench) -> None:
    """The rights are read with a few queries, however many operations exist."""
    statements: list[str] = []
    with closing(open_reader(desk.path)) as conn:
        engineer = actor_of(conn, "EN1")
        conn.set_trace_callback(statements.append)
        steps = next_steps(conn, 70, instant(NOW), engineer)
    assert len(statements) < len(steps) / 2


def test_every_step_has_a_name() -> None:
    """Each operation has a name of its own in the menus."""
    assert set(OPERATION_NAMES) == set(names())
    assert len(set(OPERATION_NAMES.values())) == len(OPERATION_NAMES)


def test_the_emergency_is_offered_for_a_catastrophic_fault(desk: Workbench) -> None:
    """A severity that becomes catastrophic gives a notice and offers the emergency, until it was declared."""
    number = desk.opened(severity="severe", catalog="B")
    raised = desk.do("ticket.set-severity", number, to="catastrophic", by_contact="P-0101", actor="HL1")
    assert [notice.values["command"].command for notice in raised.notices] == [
        f"deskctl emergency declare T-{number:03d} --reason '...'"
    ]
    with closing(open_reader(desk.path)) as conn:
        offered = [(step.noun, step.verb) for step in next_steps(conn, number, int(NOW.timestamp()))][:8]
    assert ("emergency", "declare") in offered
    desk.do("emergency.declare", number, reason="all tills are down", actor="HL1")
    back = desk.do("ticket.set-severity", number, to="severe", by_contact="P-0101", actor="HL1")
    again = desk.do("ticket.set-severity", number, to="catastrophic", by_contact="P-0101", actor="HL1")
    assert [*back.notices, *again.notices] == []


_LOADED = """
import sys
from deskctl.operations.rules.advice.available_steps import next_steps
from deskctl.store.sqlite.reader import open_reader
next_steps(open_reader(sys.argv[1]), 70, int(sys.argv[2]))
print(*(name for name in sys.modules if name.startswith("deskctl.operations.")))
"""


def test_only_operations_on_a_ticket_are_loaded(desk: Workbench) -> None:
    """The steps of a ticket are found without loading the classes of operations that are not on a ticket."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, desk.path, str(instant(NOW))], capture_output=True, text=True, check=True
    )
    loaded = {name.removeprefix("deskctl.operations.") for name in done.stdout.split()}
    assert "tickets.life_cycle" in loaded
    assert not loaded & {"reference.staff", "reference.customers", "parts.store_room", "planning.shifts"}
