"""`--clear` of a field that an edit does not have, or that must not be empty."""

import pytest
from workbench import Workbench

from deskctl.errors import BadData


@pytest.mark.parametrize(
    ("name", "record", "known"),
    [
        ("ticket.edit", {}, ("contact", "site", "assets")),
        ("contact.edit", {"id": "P-0101"}, ("email", "phone")),
        ("staff.edit", {"id": "EN1"}, ("quiet_hours", "language")),
    ],
)
def test_an_unknown_field_is_answered_with_those_that_can_be_emptied(
    desk: Workbench, name: str, record: dict[str, str], known: tuple[str, ...]
) -> None:
    """An unknown field is refused with the fields that can be emptied, without `clear` itself and required fields."""
    number = None if record else desk.opened()
    refused = desk.fails(BadData, name, number, clear=("telefax",), **record)
    assert "'telefax' is not one of" in str(refused)
    choices = refused.values["choices"]
    assert set(known) <= set(choices)
    assert not {"clear", "name"} & set(choices)


@pytest.mark.parametrize(("name", "field"), [("ticket.edit", "title"), ("contact.edit", "name")])
def test_a_required_field_cannot_be_emptied(desk: Workbench, name: str, field: str) -> None:
    """A field that must have a value is refused as before."""
    record = {"id": "P-0101"} if name == "contact.edit" else {}
    refused = desk.fails(BadData, name, None if record else desk.opened(), clear=(field,), **record)
    assert refused.template == "{field} cannot be emptied."
