"""Steps on services that are taken back: they stay in the history and count no more."""

import json

from test_inspections import due
from workbench import Workbench

from deskctl.errors import BadData, NotFound

PLANNED = "IN-2026-11-CUS-04"


def test_an_inspection_that_was_not_done_is_due_again(desk: Workbench) -> None:
    """Done by mistake and taken back by who did it, or by the lead; nobody else; not twice."""
    desk.do("inspection.done", id=PLANNED, actor="LE1", override="the room was locked")
    assert due(desk, "inspection") == []
    assert desk.refused("inspection.correct", step=f"{PLANNED}/1", reason="x", actor="EN2").code == "not_yours"
    desk.do("inspection.correct", step=f"{PLANNED}/1", reason="another site", actor="LE1")
    assert [row.subject for row in due(desk, "inspection")] == [PLANNED]
    desk.fails(NotFound, "inspection.correct", step=f"{PLANNED}/1", reason="again", actor="LE1")
    desk.fails(BadData, "inspection.correct", step="the last one", reason="x")


def test_an_item_goes_back_to_what_was_read_before(desk: Workbench) -> None:
    """The value before it stands again; without one the item is open."""
    for value in ("90 %", "19 %"):
        desk.do("inspection.record", id=PLANNED, item="cpu", value=value)
    for step, left in ((2, ["90 %"]), (1, [])):
        desk.do("inspection.correct", step=f"{PLANNED}/{step}", reason="misread")
        items = json.loads(desk.value("SELECT items FROM inspection WHERE id = ?", PLANNED))
        assert [item["value"] for item in items] == left


def test_a_delivery_that_was_none_leaves_the_notice_due(desk: Workbench) -> None:
    """And a report that was not sent, a certificate that was not dropped, a contract that goes on."""
    before = {kind: [row.subject for row in due(desk, kind)] for kind in ("advisory", "certificate", "contract")}
    desk.do("advisory.deliver", id="AD-01", customer="CUS-04", to="P-0401")
    desk.do("certificate.drop", id="CERT-2", reason="x")
    desk.do("contract.outcome", id="CT-08", to="ended", actor="BS1")
    assert "AD-01/CUS-04" not in [row.subject for row in due(desk, "advisory")]
    assert [row.subject for row in due(desk, "contract")] != before["contract"]
    desk.do("advisory.correct", step="AD-01/1", reason="another customer")
    desk.do("certificate.correct", step="CERT-2/1", reason="another one")
    desk.do("contract.correct", step="CT-08/1", reason="they sign next week", actor="BS1")
    assert {kind: [row.subject for row in due(desk, kind)] for kind in before} == before


def test_a_state_is_that_of_the_last_step_left(desk: Workbench) -> None:
    """Of improvements and of recommendations; what was added is not taken back but edited."""
    desk.do("improvement.add", text="spare switch")
    desk.do("improvement.start", id="IM-004")
    desk.do("improvement.done", id="IM-004", result="there")
    desk.do("improvement.correct", step="IM-004/3", reason="not yet")
    assert desk.value("SELECT state FROM improvement WHERE id = 'IM-004'") == "in_progress"
    assert desk.refused("improvement.correct", step="IM-004/1", reason="x").code == "order"
    desk.do("recommendation.add", customer="CUS-04", kind="process", text="x")
    desk.do("recommendation.decline", id="RC-001", by_contact="P-0401")
    desk.do("recommendation.correct", step="RC-001/2", reason="he asked for time")
    assert desk.value("SELECT state FROM recommendation") == "proposed"
