"""People name records by name: a step means the one that is called so."""

import pytest
from workbench import Workbench

from deskctl.errors import NotFound


def test_a_step_takes_names_for_ids(desk: Workbench) -> None:
    """An owner by name, by folded id; a contact by name; equipment by name: ids are recorded."""
    number = desk.opened()
    (name,) = desk.rows("staff", "name", id="EN1")[0]
    desk.do("ticket.assign", number, to=name, actor="LE1")
    assert desk.rows("ticket", "owner", number=number) == [("EN1",)]
    desk.do("ticket.assign", number, to="en2", actor="LE1")
    assert desk.rows("ticket", "owner", number=number) == [("EN2",)]


def test_a_name_that_several_bear_is_asked_for(desk: Workbench) -> None:
    """Two colleagues of one name are both named; who is nobody is refused with the nearest names."""
    (name,) = desk.rows("staff", "name", id="EN1")[0]
    desk.do("staff.add", name=name, role="engineer", actor="MG1")
    number = desk.opened()
    several = desk.fails(NotFound, "ticket.assign", number, to=name, actor="LE1")
    assert several.code == "ambiguous"
    assert "EN1" in str(several)
    nobody = desk.fails(NotFound, "ticket.assign", number, to=f"{name}x", actor="LE1")
    assert "EN1" in str(nobody)


@pytest.mark.parametrize("customer", ["CUS-02", "CUS-03"])
def test_the_tickets_customer_goes_before_others(desk: Workbench, customer: str) -> None:
    """Two customers have a contact of the same name: the one of the ticket's customer is meant."""
    for one in ("CUS-02", "CUS-03"):
        desk.do("contact.add", customer=one, name="Lee", actor="MG1")
    contact = next(one for one, name in desk.rows("contact", "id, name", customer=customer) if name != "Lee")
    number = desk.opened(contact=contact)
    desk.do("remote.consent", number, by_contact="Lee", how="phone", actor="EN1")
    data = desk.rows("action", "data", order="seq DESC", ticket=number)[0][0]
    (lee,) = desk.rows("contact", "id", customer=customer, name="Lee")[0]
    assert lee in data
