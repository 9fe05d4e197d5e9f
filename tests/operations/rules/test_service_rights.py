"""Who may take the steps of services: roles, and the person whom the record names (services: who may)."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from workbench import NOW, OpenWorkbench, Workbench

from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.sqlite.create import create_store

TRAINING = {"customer": "CUS-02", "topic": "month end", "requested_at": "2026-11-20T10:00:00+08:00"}


@pytest.mark.parametrize(
    ("step", "fields", "refused", "permitted"),
    [
        ("part.edit", {"id": "PT-02", "min_qty": 9}, "EN1", "BS1"),
        ("expert.add", {"name": "Ada"}, "EN1", "LE1"),
        ("profile.add", {"asset": "A-0101", "text": "two nodes"}, "BS1", "MG1"),
        ("mode.edit", {"id": "phone", "name_en": "Voice"}, "EN1", "LE1"),
        ("hotline.add", {"number": "000-0009-0002", "label": "night"}, "HL1", "MG1"),
        ("certificate.add", {"staff": "EN2", "name": "Storage", "expires": "2028-01-01"}, "EN1", "EN2"),
        ("certificate.add", {"staff": "EN2", "name": "Storage", "expires": "2028-01-01"}, "BS1", "LE1"),
        ("contract.edit", {"id": "CT-06", "maintenance_end": "2027-12-31"}, "EN1", "BS1"),
        ("customer.edit", {"id": "CUS-02", "return_visit_interval_days": 200}, "EN1", "LE1"),
        ("customer.edit", {"id": "CUS-02", "clear": ("return_visit_interval_days",)}, "BS1", "MG1"),
    ],
)
def test_a_step_is_for_its_roles(
    desk: Workbench, step: str, fields: Mapping[str, Any], refused: str, permitted: str
) -> None:
    """Stock minimums, experts, profiles, modes, hotlines and certificates are changed only by who answers for them."""
    assert desk.refused(step, None, _clause(step), **fields, actor=refused).code == "not_yours"
    desk.do(step, None, **fields, actor=permitted)


def _clause(step: str) -> str | None:
    noun = step.partition(".")[0]
    return {
        "part": "S5.5-major-3", "mode": None, "hotline": None, "contract": "S2-period", "customer": "S5.6-1",
    }.get(noun, "S4-staff")  # fmt: skip


def test_a_password_is_set_by_the_same_people_on_a_ticket_and_beside_it(desk: Workbench) -> None:
    """Resetting an account at a customer's request needs the right that setting its password needs."""
    reset = {"account": "CA-04"}
    assert desk.refused("account.reset", 71, "S3-course.login", **reset, actor="HL1").code == "not_yours"
    desk.do("account.reset", 71, **reset, actor="EN1")


def test_a_part_is_edited_by_everybody_but_for_its_minimum(desk: Workbench) -> None:
    """The place of a part may be changed by every member of the staff."""
    desk.do("part.edit", None, id="PT-02", location="shelf 3", actor="EN1")


def test_the_person_named_in_a_record_may_finish_it(desk: Workbench) -> None:
    """The owner ends an improvement and the trainer a training, as the lead does; their colleagues do not."""
    desk.do("improvement.add", text="spare switch", owner="EN2", actor="HL1")
    (name,) = desk.rows("improvement", "id", text="spare switch")[0]
    assert desk.refused("improvement.done", None, "S2.G-2", id=name, result="there", actor="EN1").code == "not_yours"
    desk.do("improvement.done", None, id=name, result="there", actor="EN2")
    name = desk.do("training.add", **TRAINING, trainer="EN3", actor="HL1").record
    refusal = desk.refused("training.hold", None, "S3-training.deliver", id=name, trainer="EN1", actor="EN1")
    assert (refusal.code, refusal.values["field"]) == ("not_yours", "trainer")
    assert refusal.remedy is not None
    assert refusal.remedy.who == "EN3"
    desk.do("training.hold", None, id=name, actor="EN3")
    assert desk.refused("training.hand-over", None, "S3-training.deliver", id=name, to="P-0201", base_unchanged=True,
                        actor="EN1").code == "not_yours"  # fmt: skip
    desk.do("training.hand-over", None, id=name, to="P-0201", base_unchanged=True, actor="LE1")


def test_a_training_without_a_trainer_is_held_by_who_says_so(desk: Workbench) -> None:
    """As long as no trainer is recorded, the one who records to have held it is the trainer."""
    name = desk.do("training.add", **TRAINING, actor="HL1").record
    assert desk.refused("training.hold", None, "S3-training.deliver", id=name, actor="EN1").code == "not_yours"
    desk.do("training.hold", None, id=name, trainer="EN1", actor="EN1")


def test_a_recommendation_is_settled_by_technical_staff(desk: Workbench) -> None:
    """The hotline proposes a recommendation but does not settle it."""
    name = desk.do("recommendation.add", customer="CUS-04", kind="capacity", text="memory", actor="HL1").record
    declined = {"id": name, "by_contact": "P-0401"}
    assert desk.refused("recommendation.decline", None, "S4-tuning", **declined, actor="HL1").code == "not_yours"
    desk.do("recommendation.decline", None, **declined, actor="EN1")


def test_a_step_whose_roles_nobody_has_is_for_who_leads(tmp_path: Path) -> None:
    """The lead takes the steps of the back office on a desk that has none, and leaves them to it once there is one."""
    path = str(tmp_path / "own.db")
    create_store(path, with_records=True)
    manager = find("staff", "add").of({"name": "Mary", "role": "service_manager"})
    perform(path, manager, None, RequestContext(now=NOW, actor=None))
    with closing(OpenWorkbench(path)) as desk:
        desk.do("staff.add", name="Lee", role="lead_engineer", actor="MG1")
        desk.do("staff.edit", id="MG1", roles=["developer"], role="developer", actor="LE1")
        desk.do("part.add", name="Board", model="B-1", min_qty=1, actor="LE1")
        desk.do("staff.add", name="Ann", role="engineer", actor="LE1")
        assert desk.refused("part.edit", None, "S5.5-major-3", id="PT-01", min_qty=2, actor="EN1").code == "not_yours"
        desk.do("staff.add", name="Bea", role="business", actor="LE1")
        assert desk.refused("part.edit", None, "S5.5-major-3", id="PT-01", min_qty=2, actor="LE1").code == "not_yours"
        desk.do("part.edit", id="PT-01", min_qty=2, actor="BS1")
