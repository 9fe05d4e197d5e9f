"""What a step names without refusing it: items of checklists that nobody ticked off, notices that call for work."""

import json

from workbench import Workbench


def test_open_items_are_named_when_a_ticket_is_resolved(desk: Workbench) -> None:
    """S4-method: those that are required and not ticked off; a tick that was taken back is none."""
    desk.do("checklist.attach", 71, template="erp-performance")
    for item in ("storage", "network", "host", "application", "database"):
        desk.do("checklist.tick", 71, item=item, value="ok")
    seq = len(desk.events(71))
    desk.do("ticket.correct", 71, seq=seq, reason="another one", actor="LE1")
    notices = [notice.text() for notice in desk.do("ticket.resolve", 71, fault_class="soft").notices]
    assert len([notice for notice in notices if "not ticked off yet (S4-method)" in notice]) == 1
    assert not [notice for notice in notices if "storage" in notice.casefold()]


def test_a_ticket_without_checklists_is_resolved_in_silence(desk: Workbench) -> None:
    """Nothing is named."""
    assert desk.do("ticket.resolve", 71, fault_class="soft").notices == ()


def test_a_notice_opens_the_ticket_of_its_work(desk: Workbench) -> None:
    """S5.6-2: of the equipment that it concerns, for a customer whom it concerns; no clock of the customer runs."""
    done = desk.do("advisory.open-ticket", id="AD-03", customer="CUS-01")
    found = desk.rows("ticket", "kind, catalog, advisory, channel", number=done.ticket)
    assert found == [("upgrade", "C", "AD-03", "internal")]
    assert desk.rows("ticket_asset", "asset", ticket=done.ticket) != []
    data = json.loads(desk.value("master_action", "data", noun="advisory", id="AD-03"))
    assert data == {"customer": "CUS-01", "kind": "upgrade"}
    assert desk.rows("clock", "milestone", ticket=done.ticket, outcome="open") == []
    desk.refused("advisory.open-ticket", None, "S5.6-2", id="AD-03", customer="CUS-08")


def test_a_request_names_its_ticket(desk: Workbench) -> None:
    """Its number stands in the place of the ticket; one that nobody made is not found."""
    done = desk.do("part.order", request="PR-014", ref="PO-118")
    assert done.ticket == 66
    assert desk.do("part.expect", request="PR-014", expected="2026-12-01").ticket == 66
