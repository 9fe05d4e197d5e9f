"""Records that an operation refers to must belong to the customer of the ticket."""

from typing import Any

import pytest
from workbench import Workbench

from deskctl.errors import DeskError, Refused
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.queries.reference.owners import OWNED

FOREIGN: list[tuple[str, int | None, dict[str, Any]]] = [
    ("ticket.open", None, {"contact": "P-0101", "title": "x", "site": "S-0301"}),
    ("ticket.open", None, {"contact": "P-0101", "title": "x", "affected_sites": ["S-0101", "S-0301"]}),
    ("ticket.open", None, {"contact": "P-0401", "title": "x", "assets": ["A-0101"]}),
    ("ticket.open", None, {"contact": "P-0101", "title": "x", "training": "TR-002"}),
    ("ticket.open", None, {"contact": "P-0201", "title": "x", "inspection": "IN-2026-11-CUS-01"}),
    ("ticket.open", None, {"contact": "P-0101", "title": "x", "mail": "ML-005"}),
    ("ticket.open", None, {"contact": "P-0601", "title": "x", "advisory": "AD-02"}),
    ("ticket.set-severity", 71, {"to": "severe", "by_contact": "P-0301"}),
    ("ticket.mark-duplicate", 71, {"of": "T-070"}),
    ("feedback.satisfied", 67, {"by_contact": "P-0301"}),
    ("remote.start", 67, {"asset": "A-0401"}),
    ("account.reset", 68, {"account": "CA-01"}),
    ("training.hand-over", None, {"id": "TR-003", "to": "P-0301"}),
    ("training.add", None, {"customer": "CUS-01", "site": "S-0301", "topic": "x"}),
]


@pytest.mark.parametrize(("name", "ticket", "given"), FOREIGN)
def test_a_record_of_another_customer_is_refused(
    desk: Workbench, name: str, ticket: int | None, given: dict[str, Any]
) -> None:
    """The refusal has its code and a hint that lists the records of the right customer."""
    error = desk.fails(Refused, name, ticket, **given)
    assert error.code == "wrong_customer"
    assert "--customer CUS-" in str(error.hint)


def test_a_contact_decides_only_on_an_identified_ticket(desk: Workbench) -> None:
    """A contact of a customer can decide on a ticket only after it is identified; the caller can decide before."""
    desk.do("ticket.open", caller_name="Stranger", phone="123", title="who", severity="general")
    ticket = desk.rows("ticket", "max(number)")[0][0]
    caller = desk.rows("ticket", "contact", number=ticket)[0][0]
    for name, given in [
        ("remote.consent", {"by_contact": "P-0101", "how": "phone"}),
        ("ticket.pause", {"reason": "customer_request", "by_contact": "P-0101"}),
        ("remote.start", {"asset": "A-0101"}),
    ]:
        error = desk.fails(Refused, name, ticket, **given)
        assert error.code == "wrong_customer"
        assert error.remedy
        assert error.remedy.do == "ticket.identify"
    desk.do("remote.consent", ticket, by_contact=caller, how="phone")
    desk.do("ticket.identify", ticket, contact="P-0101")
    desk.do("remote.consent", ticket, by_contact="P-0101", how="phone")


@pytest.mark.parametrize("named", [{"site": "S-0101"}, {"assets": ["A-0101"]}])
def test_a_ticket_at_a_site_belongs_to_its_customer(desk: Workbench, named: dict[str, Any]) -> None:
    """The site and equipment of a call restrict the customers as which the ticket can be identified."""
    desk.do("ticket.open", caller_name="Stranger", phone="123", title="who", severity="general", **named)
    ticket = desk.rows("ticket", "max(number)")[0][0]
    assert desk.fails(Refused, "ticket.identify", ticket, contact="P-0301").code == "wrong_customer"
    desk.do("ticket.identify", ticket, contact="P-0101")


def test_an_upgrade_may_fix_tickets_of_several_customers(desk: Workbench) -> None:
    """An upgrade and the tickets that it fixes may refer to each other; other tickets of another customer may not."""
    desk.do("upgrade.start", 64, kind="patch", rollback="restore", fixes=["T-067", "T-066"])
    desk.do("diagnosis.record", 67, cause="x", fault_class="soft", cause_class="development_defect_general")
    desk.do("bug.fix", 67, fixed_in="6.2", upgrade="64")
    assert desk.fails(Refused, "bug.fix", 67, fixed_in="6.2", upgrade="15").code == "wrong_customer"


def test_a_contact_may_be_moved_to_another_customer(desk: Workbench) -> None:
    """A contact can be moved to another customer."""
    desk.do("contact.edit", id="P-0102", customer="CUS-02", actor="LE1")


def test_every_kind_of_record_is_checked_or_shared() -> None:
    """Every kind of record that a field refers to is either checked or listed as shared."""
    refs = {field.ref for name in names() for field in fields_of(find(*name.split("."))) if field.ref}
    shared = {
        "advisory",
        "attachment",
        "certificate",
        "hotline",
        "absence",
        "shift",
        "callback",
        "canned_text",
        "outbox",
        "customer",
        "staff",
        "part",
        "loaner",
        "vendor",
        "faq",
        "faq_document",
        "checklist",
        "expert",
        "course",
        "improvement",
        "mode",
        "catalog_item",
    }
    assert refs - shared <= OWNED | {"roster"}


def test_a_recipient_is_called_so(desk: Workbench) -> None:
    """A person to whom something is handed over is named as the recipient, whatever is wrong with them."""
    handed = {"document": "FD-01", "actor": "HL1"}
    desk.do("contact.retire", id="P-0402", reason="left", actor="MG1")
    for person in ("P-0402", "P-0999"):
        assert "recipient" in str(desk.fails(DeskError, "faq.hand-over", to=person, **handed))
    desk.do("training.adapt", id="TR-003", version="2")
    named = desk.refused("training.hand-over", id="TR-003", to="P-0301", actor="LE1")
    assert (str(named).partition(":")[0], named.code) == ("recipient", "wrong_customer")
