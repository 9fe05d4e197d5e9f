"""Clauses with more than one refusal or promise; test_clause_duties covers every clause."""

import json
from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import NotFound


def _clock(desk: Workbench, ticket: int, clause: str) -> list[tuple[Any, ...]]:
    """Return the outcome of the clock of a clause and the seconds until it was stopped."""
    return desk.rows("clock", "outcome, stop - start", ticket=ticket, clause=clause)


@pytest.mark.parametrize(("kind", "need"), [("question", "how_to"), ("incident", "fast"), ("request", "independent")])
def test_each_kind_of_request_is_recorded_as_such(desk: Workbench, kind: str, need: str) -> None:
    """S2.1c, S2.1d, S2.1e, S2.A: question, how-to and fault differ by kind and need; only a fault has a fix clock."""
    ticket = desk.opened(kind=kind, need=need, severity="general")
    assert desk.rows("ticket", "kind, need", number=ticket) == [(kind, need)]
    assert bool(_clock(desk, ticket, "S5.5-normal-1.fix")) is (kind == "incident")


def test_the_base_environment_names_its_equipment(desk: Workbench) -> None:
    """S2.B: the assets are stored in the given order, and the site of the first becomes that of the ticket."""
    ticket = desk.opened(catalog="B", assets=["A-0104", "A-0101"])
    assert desk.rows("ticket_asset", "asset", order="position", ticket=ticket) == [
        ("A-0104",), ("A-0101",)
    ]  # fmt: skip
    assert desk.value("ticket", "site", number=ticket) == "S-0102"


def test_feedback_is_recorded_in_one_step(desk: Workbench) -> None:
    """S2.F-1: feedback from a return visit is recorded with its kind."""
    fields = {"kind": "feedback", "catalog": "F", "feedback_kind": "inconvenience", "return_visit": "RV-001"}
    ticket = desk.opened(**fields)
    data = desk.value("action", "data", ticket=ticket, event="logged")
    assert json.loads(data) == {"return_visit": "RV-001"}


def test_the_customer_chooses_the_service_mode(desk: Workbench) -> None:
    """S3-modes: the ticket stores one of the six service modes, and another one is refused."""
    ticket = desk.opened(mode="remote")
    assert desk.value("ticket", "service_mode", number=ticket) == "remote"
    desk.fails(NotFound, "ticket.open", contact="P-0101", title="x", mode="telepathy")


def test_the_level_decides_hours_and_targets(desk: Workbench) -> None:
    """S2.3.effect, S2.3-full-urgent.reply, S2.3-full-urgent.arrive: full urgent clocks run at all hours."""
    ticket = desk.opened(severity="severe", level="full_urgent")
    clocks = dict(desk.rows("clock", "clause, calendar || ' ' || seconds", ticket=ticket))
    assert clocks["S2.3-full-urgent.reply"] == "ALWAYS 7200"
    assert clocks["S2.3-full-urgent.arrive"] == "ALWAYS 86400"
    assert clocks["S5.5-normal-1.phone"] == "ALWAYS 600"
    desk.do("visit.reply", ticket, eta="11:00")
    assert _clock(desk, ticket, "S2.3-full-urgent.reply") == [("met", 0)]


def test_a_catastrophe_is_notified_at_once_and_diagnosed_in_eight_hours(desk: Workbench) -> None:
    """S3-matrix-catastrophic.notify, S3-matrix-catastrophic.diagnose, S3-sev.notify, S3-arrive."""
    ticket = desk.opened(severity="catastrophic")
    assert desk.events(ticket) == ["logged", "onsite_requested"]
    desk.do("ticket.notify", ticket, to="EN1", actor="HL1")
    assert _clock(desk, ticket, "S3-matrix-catastrophic.notify") == [("met", 0)]
    fields = {"cause": "ransomware", "fault_class": "soft", "method": "phone", "cause_class": "virus"}
    desk.do("diagnosis.record", ticket, **fields)
    assert _clock(desk, ticket, "S3-matrix-catastrophic.diagnose") == [("met", 0)]


@pytest.mark.parametrize(("cause", "engages"), [("virus", False), ("user_misuse", False), ("application", True)])
def test_the_cause_decides_who_is_engaged(desk: Workbench, cause: str, *, engages: bool) -> None:
    """S3-em-cat-other, S3-em-misuse, S5.2-analysis, S5.3-1.fix: only faults of our software engage the developers."""
    ticket = desk.opened(severity="catastrophic")
    fields = {"cause": "x", "fault_class": "soft", "method": "phone", "cause_class": cause}
    desk.do("diagnosis.record", ticket, **fields)
    assert bool(_clock(desk, ticket, "S3-em-cat-app")) is engages
    data = json.loads(desk.value("action", "data", ticket=ticket, event="diagnosed"))
    assert (data["method"], data["fault_class"]) == ("phone", "soft")


def test_hand_over_and_notice_reach_an_engineer(desk: Workbench) -> None:
    """S5.1-phone.handover, S5.1-mail.notify: the new owner and the summary are recorded."""
    desk.do("ticket.notify", 72, to="EN3", actor="BS2")
    desk.do("ticket.hand-over", 71, to="EN4", summary="drawer jams", actor="HL1")
    assert desk.value("ticket", "owner", number=71) == "EN4"
    data = json.loads(desk.value("action", "data", ticket=71, event="handed_over"))
    assert data == {"to": "EN4", "summary": "drawer jams"}


def test_a_visit_records_its_reason_and_work(desk: Workbench) -> None:
    """S5.2-3, S3-onsite.work, S2.3-note.scope: request, log and scope of a visit record reason, work and charges."""
    ticket = desk.opened(severity="general", level="urgent")
    desk.do("visit.request", ticket, reason="phone_and_remote_failed")
    desk.do("visit.arrive", ticket)
    desk.do("visit.log", ticket, **{"from": "09:40", "to": "09:40", "done": "measured the line"})
    desk.do("visit.leave", ticket)
    desk.do("ticket.set-scope", ticket, scope="related_not_our_fault")
    row = desk.rows("action", "note, data", ticket=ticket, event="work_log")[0]
    assert (row[0], json.loads(row[1])) == ("", {"done": "measured the line", "from": "09:40", "to": "09:40"})
    desk.refused("visit.depart", ticket, "S2.3-note.charge")


def test_an_emergency_allows_the_visit_and_the_part_request(desk: Workbench) -> None:
    """S3-emergency, S5.5-major.hardware: in an emergency a part is requested right after oral consent and check."""
    ticket = desk.opened(severity="general", level="urgent", assets=["A-0101"])
    desk.do("emergency.declare", ticket, reason="plant stands", actor="LE1")
    assert "onsite_requested" in desk.events(ticket)
    desk.do("part.consent", ticket, **{"for": "PT-01", "by_contact": "P-0101", "how": "phone"})
    desk.do("part.inform", ticket)
    desk.do("part.verify", ticket, part="PT-01")
    desk.do("part.request", ticket, part="PT-01", actor="LE1")
    assert desk.status(ticket) == "waiting_part"


def test_evaluations_lead_to_improvements(desk: Workbench) -> None:
    """S0-goal.d: the improvement that follows from evaluations is recorded on the ticket."""
    desk.do("ticket.summarise", 64, improvement="IM-002", actor="MG1")
    data = desk.value("action", "data", ticket=64, event="summarised")
    assert json.loads(data) == {"improvement": "IM-002"}
