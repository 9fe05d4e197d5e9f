"""Identifying a ticket may show that the recorded site and equipment belong to another customer."""

import pytest
from workbench import Workbench

from deskctl.errors import Refused


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Return a ticket with the site and the equipment of a customer and only the name of the caller."""
    desk.do("ticket.open", caller_name="Stranger", title="x", severity="general", site="S-0101", assets=["A-0101"])
    return int(desk.rows("ticket", "max(number)")[0][0])


def test_site_and_equipment_of_another_customer_are_removed(desk: Workbench, ticket: int) -> None:
    """With none for both, site and equipment are removed, and the ticket belongs to the other customer."""
    assert desk.fails(Refused, "ticket.identify", ticket, contact="P-0301", site="none").code == "wrong_customer"
    desk.do("ticket.identify", ticket, contact="P-0301", site="none", assets=["none"])
    assert desk.rows("ticket", "customer, site", number=ticket) == [("CUS-03", None)]
    assert desk.rows("ticket_asset", "asset", ticket=ticket) == []


def test_site_and_equipment_of_the_customer_are_chosen(desk: Workbench, ticket: int) -> None:
    """A given site and equipment replace those that were recorded at the call."""
    desk.do("ticket.identify", ticket, customer="CUS-03", site="S-0301", assets=["A-0301"])
    assert desk.rows("ticket", "customer, site", number=ticket) == [("CUS-03", "S-0301")]
    assert desk.rows("ticket_asset", "asset", ticket=ticket) == [("A-0301",)]


def test_what_the_contract_covers_is_known_once_the_customer_is(desk: Workbench) -> None:
    """A request of a customer whose maintenance is over is charged, whether they are named at the call or later."""
    desk.do("contract.edit", id="CT-03", maintenance_end="2026-01-31", actor="MG1")
    ticket = desk.do("ticket.open", caller_name="Stranger", title="x", severity="general", level="urgent").ticket
    assert ticket is not None
    done = desk.do("ticket.identify", ticket, contact="P-0301")
    assert desk.value("ticket", "scope", number=ticket) == "out_of_scope"
    assert [notice.values["end"] for notice in done.notices] == ["2026-01-31"]
    desk.refused("visit.depart", ticket, "S2.3-note.charge")
