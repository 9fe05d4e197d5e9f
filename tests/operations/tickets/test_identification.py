"""Whose ticket it is: the site and the equipment that it was opened with may turn out to be another customer's."""

import pytest
from workbench import Workbench

from deskctl.errors import Refused


@pytest.fixture
def ticket(desk: Workbench) -> int:
    """Open a ticket at a customer's site and equipment, with only the name of the caller."""
    desk.do("ticket.open", caller_name="Stranger", title="x", severity="general", site="S-0101", assets=["A-0101"])
    return int(desk.rows("ticket", "max(number)")[0][0])


def test_site_and_equipment_of_another_are_emptied(desk: Workbench, ticket: int) -> None:
    """With none for both, the ticket is the customer's, and the history keeps what it was opened with."""
    assert desk.fails(Refused, "ticket.identify", ticket, contact="P-0301", site="none").code == "wrong_customer"
    desk.do("ticket.identify", ticket, contact="P-0301", site="none", assets=["none"])
    assert desk.rows("ticket", "customer, site", number=ticket) == [("CUS-03", None)]
    assert desk.rows("ticket_asset", "asset", ticket=ticket) == []


def test_site_and_equipment_of_the_customer_are_chosen(desk: Workbench, ticket: int) -> None:
    """What is given takes the place of what was recorded at the call."""
    desk.do("ticket.identify", ticket, customer="CUS-03", site="S-0301", assets=["A-0301"])
    assert desk.rows("ticket", "customer, site", number=ticket) == [("CUS-03", "S-0301")]
    assert desk.rows("ticket_asset", "asset", ticket=ticket) == [("A-0301",)]
