"""Operations accept the names of records instead of their ids."""

import pytest
from workbench import Workbench

from deskctl.errors import NotFound


def test_names_are_accepted_for_ids(desk: Workbench) -> None:
    """A name or an id in other letter case is accepted for a record, and the id is stored."""
    number = desk.opened()
    (name,) = desk.rows("staff", "name", id="EN1")[0]
    desk.do("ticket.assign", number, to=name, actor="LE1")
    assert desk.rows("ticket", "owner", number=number) == [("EN1",)]
    desk.do("ticket.assign", number, to="en2", actor="LE1")
    assert desk.rows("ticket", "owner", number=number) == [("EN2",)]


def test_an_ambiguous_name_is_refused(desk: Workbench) -> None:
    """A name that several people have is refused with their ids, and an unknown name with the nearest one."""
    (name,) = desk.rows("staff", "name", id="EN1")[0]
    desk.do("staff.add", name=name, role="engineer", actor="MG1")
    number = desk.opened()
    several = desk.fails(NotFound, "ticket.assign", number, to=name, actor="LE1")
    assert several.code == "ambiguous"
    assert "EN1" in str(several)
    nobody = desk.fails(NotFound, "ticket.assign", number, to=f"{name}x", actor="LE1")
    assert "EN1" in str(nobody)


@pytest.mark.parametrize("customer", ["CUS-02", "CUS-03"])
def test_a_contact_of_the_tickets_customer_is_preferred(desk: Workbench, customer: str) -> None:
    """If two customers have a contact with the same name, that of the ticket's customer is used."""
    for one in ("CUS-02", "CUS-03"):
        desk.do("contact.add", customer=one, name="Lee", actor="MG1")
    contact = next(one for one, name in desk.rows("contact", "id, name", customer=customer) if name != "Lee")
    number = desk.opened(contact=contact)
    desk.do("remote.consent", number, by_contact="Lee", how="phone", actor="EN1")
    data = desk.rows("action", "data", order="seq DESC", ticket=number)[0][0]
    (lee,) = desk.rows("contact", "id", customer=customer, name="Lee")[0]
    assert lee in data


def test_people_of_the_same_name_are_listed_with_what_distinguishes_them(desk: Workbench) -> None:
    """Contacts of one name are listed with customer and telephone, and colleagues with their telephone."""
    for customer, phone in (("CUS-02", "021-5550101"), ("CUS-03", "021-5550102"), ("CUS-03", "")):
        desk.do("contact.add", customer=customer, name="Lee", **({"phone": phone} if phone else {}), actor="MG1")
    keys = [key for (key,) in desk.rows("contact", "id", order="id", name="Lee")]
    names = dict(desk.rows("customer", "id, name"))
    refused = str(desk.fails(NotFound, "ticket.open", contact="Lee", title="no light"))
    assert (
        f"{keys[0]} (Lee, {names['CUS-02']}, 021-5550101), {keys[1]} (Lee, {names['CUS-03']}, 021-5550102)" in refused
    )
    assert f"{keys[2]} (Lee, {names['CUS-03']})." in refused
    ((name, phone),) = desk.rows("staff", "name, phone", id="EN1")
    desk.do("staff.add", name=name, role="engineer", phone="021-5550103", actor="MG1")
    refused = str(desk.fails(NotFound, "ticket.assign", desk.opened(), to=name, actor="LE1"))
    assert f"EN1 ({name}, {phone})" in refused
    assert f"({name}, 021-5550103)" in refused


def test_sites_of_the_same_name_are_listed_with_their_customers(desk: Workbench) -> None:
    """Sites of one name are listed with their customers."""
    for customer in ("CUS-02", "CUS-03"):
        desk.do("site.add", customer=customer, name="Main hall", address="1 Sample Road", actor="MG1")
    names = dict(desk.rows("customer", "id, name"))
    refused = str(desk.fails(NotFound, "ticket.open", customer="CUS-01", site="Main hall", title="no light"))
    assert f"(Main hall, {names['CUS-02']})" in refused
    assert f"(Main hall, {names['CUS-03']})" in refused
