"""Numbers that were typed in full width with a Chinese input method."""

import pytest
from workbench import Workbench


@pytest.mark.parametrize(
    ("operation", "fields", "table", "column", "stored"),
    [
        ("contact.edit", {"id": "P-0102", "phone": "０００－０００２　０１９９"}, "contact", "phone", "000-0002 0199"),
        ("contact.edit", {"id": "P-0102", "email": "a＠example．com"}, "contact", "email", "a@example.com"),
        ("asset.edit", {"id": "A-0101", "serial": "ＳＮ－１２３"}, "asset", "serial", "SN-123"),
        ("customer.edit", {"id": "CUS-01", "agreed_phone": "０１"}, "customer", "agreed_phone", "01"),
        ("contact.edit", {"id": "P-0102", "title": "网络（二）科"}, "contact", "title", "网络（二）科"),
        ("asset.edit", {"id": "A-0101", "name": "１号机"}, "asset", "name", "１号机"),
    ],
)
def test_numbers_are_stored_in_half_width(
    desk: Workbench, operation: str, fields: dict[str, str], table: str, column: str, stored: str
) -> None:
    """Phones, serial numbers and addresses are stored in half width, names and prose as they were typed."""
    desk.do(operation, actor="MG1", **fields)
    assert desk.value(table, column, id=fields["id"]) == stored


def test_the_phone_of_a_new_caller_is_stored_in_half_width(desk: Workbench) -> None:
    """The phone of a new caller is stored in half width, the title of the ticket as it was typed."""
    called = {
        "customer": "CUS-01",
        "caller_name": "王１",
        "phone": "１３８００００１１１１",
        "title": "ＨＩＳ慢",
        "site": "S-0101",
    }
    ticket = desk.do("ticket.open", actor="HL1", **called).ticket
    assert desk.value("ticket", "title", number=ticket) == "ＨＩＳ慢"
    contact = desk.value("ticket", "contact", number=ticket)
    assert (desk.value("contact", "phone", id=contact), desk.value("contact", "name", id=contact)) == (
        "13800001111",
        "王１",
    )
