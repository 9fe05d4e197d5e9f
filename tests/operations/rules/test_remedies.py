"""Refusals for scripts and forms: a stable code, and the operation that resolves them."""

from workbench import Workbench

from deskctl.errors import GAP, NotFound, Remedy
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.rules.refusal_templates import BARRED, EARLIER, GATE, OPEN, TEMPLATES

CODES = {
    "remote_consent_missing",
    "part_consent_missing",
    "model_not_verified",
    "work_log_missing",
    "upgrade_not_verified",
    "explanation_missing",
    "plan_missing",
    "report_missing",
    "customers_word_missing",
    "charge_not_agreed",
    "emergency_not_prepared",
    "material_not_handed_over",
    "visit_not_entitled",
    "report_not_sent",
    "report_outdated",
}
NAMES = [(kind, name) for kind in (GATE, EARLIER, BARRED, OPEN) for name in TEMPLATES[kind]]


def test_each_gate_has_its_own_code() -> None:
    """Each gate has the code that the contract names for scripts."""
    codes = [template.code for template in TEMPLATES[GATE].values()]
    assert set(codes) >= CODES
    assert len(codes) == len(set(codes))


def test_each_remedy_is_an_operation_with_fields_that_exist() -> None:
    """Each remedy is an existing operation with existing fields."""
    for kind, name in NAMES:
        remedy = TEMPLATES[kind][name].remedy("T-017", {"contact": "P-0301"})
        operation = find(*remedy.do.split(".", 1))
        assert set(remedy.fields) <= {field.name for field in fields_of(operation)}, name
        assert operation.on_ticket == (remedy.ticket == "T-017"), name


def test_a_refusal_carries_its_code_and_its_remedy(desk: Workbench) -> None:
    """A refusal has its code, a remedy with the known values, and the same remedy as a command in its hint."""
    refusal = desk.refused("remote.start", 70, "S5.2-2")
    contact = str(desk.value("ticket", "contact", number=70))
    fields = {"by_contact": contact, "how": "phone"}
    assert refusal.as_object()["code"] == "remote_consent_missing"
    assert refusal.as_object()["remedy"] == {"do": "remote.consent", "ticket": "T-070", "fields": fields, "who": None}
    assert refusal.hint == f"deskctl remote consent T-070 --by-contact {contact} --how phone"


def test_a_missing_right_names_a_person_who_has_it(desk: Workbench) -> None:
    """An operation that the actor may not perform has itself as remedy, with a person who may."""
    refusal = desk.refused("emergency.declare", 69, "S5.5-major-1", actor="EN1", reason="all tills are down")
    assert refusal.code == "not_yours"
    assert refusal.remedy == Remedy(
        do="emergency.declare", ticket="T-069", fields={"reason": "all tills are down"}, who="HL1"
    )


def test_an_unknown_customer_can_be_added(desk: Workbench) -> None:
    """An unknown customer can be added by the remedy, unless the text is similar to a name or has the form of an id."""
    new = desk.fails(NotFound, "site.add", customer="Zweigstelle Ost", name="till")
    assert new.remedy == Remedy("customer.add", fields={"name": "Zweigstelle Ost"})
    like = str(desk.value("customer", "name", id="CUS-01"))[:-1]
    assert desk.fails(NotFound, "site.add", customer=like, name="till").remedy is None
    assert desk.fails(NotFound, "site.add", customer="CUS-99", name="till").remedy is None


def test_a_remedy_is_spelled_as_a_command() -> None:
    """In a command, gaps are dots, flags have no value, lists are repeated, and the record comes first."""
    remedy = Remedy(
        do="stock.receive", fields={"part": "PT 1", "urgent": False, "note": GAP, "to": [1, 2]}, about="part"
    )
    assert remedy.command == "deskctl stock receive 'PT 1' --no-urgent --note '...' --to 1 --to 2"
    assert remedy.known_fields == {"part": "PT 1", "urgent": False, "to": [1, 2]}


def test_an_upgrade_without_equipment_asks_for_its_system(desk: Workbench) -> None:
    """The remedy for a missing upgrade asks for the system unless the ticket has equipment, and keeps given values."""
    bare = desk.do("ticket.open", contact="P-0301", kind="incident", title="x", actor="HL1").ticket
    refusal = desk.refused("upgrade.finish", bare)
    assert refusal.remedy == Remedy(do="upgrade.start", ticket=f"T-{bare:03}", fields={"system": GAP, "rollback": GAP})
    given = desk.refused("upgrade.start", bare, "S2.C-1", system="A-0301", to="2.0")
    assert given.remedy is not None
    assert given.remedy.fields == {"system": "A-0301", "to": "2.0", "rollback": GAP}
