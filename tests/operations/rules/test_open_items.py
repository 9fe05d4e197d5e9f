"""Notices about open items of checklists, and tickets for the work that an advisory requires."""

import json

from workbench import Workbench


def test_open_items_give_a_notice_when_a_ticket_is_resolved(desk: Workbench) -> None:
    """S4-method: resolving a ticket gives a notice of required items that are not ticked off or were unticked."""
    desk.do("checklist.attach", 71, template="erp-performance")
    for item in ("storage", "network", "host", "application", "database"):
        desk.do("checklist.tick", 71, item=item, value="ok")
    seq = len(desk.events(71))
    desk.do("ticket.correct", 71, seq=seq, reason="another one", actor="LE1")
    notices = [notice.text() for notice in desk.do("ticket.resolve", 71, fault_class="soft").notices]
    assert len([notice for notice in notices if "not ticked off yet (S4-method)" in notice]) == 1
    assert not [notice for notice in notices if "storage" in notice.casefold()]


def test_a_ticket_without_checklists_is_resolved_without_notice(desk: Workbench) -> None:
    """Resolving a ticket without checklists gives no notice."""
    assert desk.do("ticket.resolve", 71, fault_class="soft").notices == ()


def test_an_advisory_opens_a_ticket_for_its_work(desk: Workbench) -> None:
    """S5.6-2: a ticket for an advisory names its equipment, is refused for other customers, and has no open clock."""
    done = desk.do("advisory.open-ticket", id="AD-03", customer="CUS-01")
    found = desk.rows("ticket", "kind, catalog, advisory, channel", number=done.ticket)
    assert found == [("upgrade", "C", "AD-03", "internal")]
    assert desk.rows("ticket_asset", "asset", ticket=done.ticket) != []
    data = json.loads(desk.value("master_action", "data", noun="advisory", id="AD-03"))
    assert data == {"customer": "CUS-01", "kind": "upgrade"}
    assert desk.rows("clock", "milestone", ticket=done.ticket, outcome="open") == []
    desk.refused("advisory.open-ticket", None, "S5.6-2", id="AD-03", customer="CUS-08")


def test_a_part_request_identifies_its_ticket(desk: Workbench) -> None:
    """A part request identifies its ticket."""
    done = desk.do("part.order", request="PR-014", ref="PO-118")
    assert done.ticket == 66
    assert desk.do("part.expect", request="PR-014", expected="2026-12-01").ticket == 66
